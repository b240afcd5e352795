package io.github.lstmsweep.spark.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.LocalSpark;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.DoubleFlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

class WindowScoresTest {
  private final WindowScores scores = new WindowScores(LocalSpark.context());

  @Test
  void everyWindowIsScoredOnceAndInOrder() {
    double[] losses = scores.of("score", new Squares(), 3, 101);
    assertThat(losses).hasSize(101);
    for (int i = 0; i < losses.length; i++) {
      assertThat(losses[i]).isEqualTo(2.0 * (3 + i) * (3 + i));
    }
  }

  @Test
  void oneWindowIsEnough() {
    assertThat(scores.of("score", new Squares(), 5, 1)).containsExactly(50);
  }

  @Test
  void anExecutorWithoutTheScorersClassesIsToldWhatItLacks() {
    assertThatThrownBy(() -> scores.of("score", new Lacking(), 0, 4))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot score on the executors: they lack the class org/other/Network; give"
                + " spark-submit the jars that have it as --jars");
  }

  /** Returns twice the square of a start; the factor is broadcast. */
  private static class Squares implements WindowScorer<String> {
    @Override
    public FlatMapFunction<Iterator<Integer>, String> examples(Sender sender) {
      return starts -> {
        List<String> texts = new ArrayList<>();
        starts.forEachRemaining(start -> texts.add(start.toString()));
        return texts.iterator();
      };
    }

    @Override
    public DoubleFlatMapFunction<Iterator<String>> losses(Sender sender) {
      Broadcast<Integer> factor = sender.send(2);
      return texts -> {
        List<Double> losses = new ArrayList<>();
        texts.forEachRemaining(
            text -> losses.add(factor.value() * Math.pow(Integer.parseInt(text), 2)));
        return losses.iterator();
      };
    }
  }

  private static final class Lacking extends Squares {
    @Override
    public DoubleFlatMapFunction<Iterator<String>> losses(Sender sender) {
      return texts -> {
        throw new NoClassDefFoundError("org/other/Network");
      };
    }
  }
}
