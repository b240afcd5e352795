package io.github.lstmsweep.compare.replay;

import io.github.lstmsweep.search.rule.AfterEpoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cheapest ways to train all trials for some epochs and only the best of them to the end: no
 * other choice of epoch and number is better at a lower cost (the i-Epoch front, Egele and others
 * 2024, "The unreasonable effectiveness of early discarding after one epoch").
 */
public final class EpochFront {
  private EpochFront() {}

  /** A choice with its cost in tokens and its winner's distance from the best. */
  private record Choice(AfterEpoch rule, double tokens, double score) {}

  /** Returns the front, cheapest first. It tries every epoch and every number of kept trials. */
  public static List<Replayed> of(KnownCurves curves) {
    List<Choice> choices = new ArrayList<>();
    for (int epoch = 1; epoch < curves.epochs(); epoch++) {
      choices.addAll(after(curves, epoch));
    }
    choices.sort(Comparator.comparingDouble(Choice::tokens).thenComparingDouble(Choice::score));
    List<Replayed> front = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (Choice choice : choices) {
      if (choice.score() < best) {
        best = choice.score();
        front.add(Replayed.of(choice.rule(), curves));
      }
    }
    return front;
  }

  /** Returns the choices after one epoch that improve the winner. */
  private static List<Choice> after(KnownCurves curves, int epoch) {
    double[] early =
        IntStream.range(0, curves.size()).mapToDouble(t -> curves.score(t, epoch)).toArray();
    List<Integer> order =
        IntStream.range(0, curves.size())
            .boxed()
            .sorted(Comparator.comparingDouble(t -> early[t]))
            .toList();
    double tokens =
        IntStream.range(0, curves.size()).mapToDouble(t -> curves.tokens(t, epoch)).sum();
    List<Choice> choices = new ArrayList<>();
    double winner = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    for (int kept = 1; kept <= order.size(); kept++) {
      int trial = order.get(kept - 1);
      tokens += curves.tokens(trial, curves.epochs()) - curves.tokens(trial, epoch);
      winner = Math.min(winner, curves.score(trial, curves.epochs()));
      if (winner < best) {
        best = winner;
        choices.add(new Choice(new AfterEpoch(epoch, kept), tokens, winner));
      }
    }
    return choices;
  }
}
