package io.github.lstmsweep.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentCorpusSetTest {
  private static final int COUNT = 7;

  private static List<TimeSeries> series() {
    List<TimeSeries> all = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      float[] values = new float[30];
      values[i] = 1 + i;
      all.add(new TimeSeries("s" + i + ".csv", "x", values, OptionalDouble.empty()));
    }
    return all;
  }

  private static Trial trial(TimeSeries series) {
    return Trial.of(
        Hyperparameters.of(Map.of()),
        Dataset.ofSeries(
            series.name(),
            series.sha256(),
            new SeriesForm(series.column(), SeriesForm.Scale.STANDARD),
            10,
            5));
  }

  /** A part has all corpora, three, or one. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 3 * 240, 1})
  void everyTaskReadsTheDataOfItsTrial(long bytesOfPart) {
    List<TimeSeries> all = series();
    SentCorpusSet sent = SentCorpusSet.send(LocalSpark.context(), CorpusSet.of(all), bytesOfPart);
    assertThat(sent.parts()).isEqualTo(bytesOfPart == 1 ? COUNT : bytesOfPart == 720 ? 3 : 1);
    List<String> read =
        LocalSpark.context()
            .parallelize(all.stream().map(SentCorpusSetTest::trial).toList(), COUNT)
            .map(trial -> trial.dataset().corpus() + " " + sent.of(trial).name())
            .collect();
    assertThat(read).isEqualTo(all.stream().map(s -> s.name() + " " + s.name()).toList());
    sent.unpersist();
  }
}
