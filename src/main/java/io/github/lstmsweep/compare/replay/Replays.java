package io.github.lstmsweep.compare.replay;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.MedianStop;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.search.rule.Asha;
import io.github.lstmsweep.search.rule.FreezeThaw;
import io.github.lstmsweep.search.rule.Hyperband;
import io.github.lstmsweep.search.rule.Patience;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.SeedRace;
import io.github.lstmsweep.search.rule.SuccessiveHalving;
import io.github.lstmsweep.search.rule.ToTheEnd;
import io.github.lstmsweep.search.rule.Tpe;
import io.github.lstmsweep.search.rule.around.MedianStopping;
import io.github.lstmsweep.search.rule.around.RunnersUp;
import io.github.lstmsweep.specification.search.MaxCost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The courses of the known rules on a finished table.
 *
 * @param rules one entry per rule and setting
 * @param front the i-Epoch front, cheapest first
 */
public record Replays(List<Replayed> rules, List<Replayed> front) {
  private static final int FEWEST_TRIALS = 4;
  private static final int FEWEST_EPOCHS = 4;

  /** A rule that learns took 0.5 s for 200 trials of 100 epochs, and a page waits for it. */
  private static final int MOST_LEARNED = 200;

  /** The share of the tokens that {@code search.max_cost} has if a specification leaves it out. */
  private static final double USUAL_SHARE = MaxCost.DEFAULT.shareOf(1);

  /** Copies the lists. */
  public Replays {
    rules = List.copyOf(rules);
    front = List.copyOf(front);
  }

  /** Returns whether a table has enough trials and epochs for a rule, and a score. */
  public static boolean suffice(KnownCurves curves) {
    return curves.size() >= FEWEST_TRIALS
        && curves.epochs() >= FEWEST_EPOCHS
        && IntStream.range(0, curves.size())
            .anyMatch(trial -> Double.isFinite(curves.score(trial, curves.epochs())));
  }

  /** Replays all rules; empty if the table has too few trials or epochs for any of them. */
  public static Optional<Replays> of(KnownCurves curves) {
    if (!suffice(curves)) {
      return Optional.empty();
    }
    return Optional.of(
        new Replays(
            Stream.concat(rules(curves.size(), curves.epochs()).stream(), races(curves))
                .map(rule -> Replayed.of(rule, curves))
                .toList(),
            EpochFront.of(curves)));
  }

  /** Returns the race of configurations, if enough of them have enough seeds for a decision. */
  private static Stream<Rule> races(KnownCurves curves) {
    Map<List<Double>, List<Long>> seeds =
        IntStream.range(0, curves.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    trial -> Arrays.stream(curves.place(trial)).boxed().toList(),
                    Collectors.mapping(curves::seed, Collectors.toList())));
    // Places are equal if a row has values of a newer version. The seeds then repeat nothing.
    boolean areKnown =
        seeds.values().stream().allMatch(here -> here.stream().distinct().count() == here.size());
    boolean areMany =
        seeds.values().stream().filter(here -> here.size() >= Race.FEWEST_SEEDS).count() > 1;
    return areKnown && areMany ? Stream.of(new SeedRace(Race.DEFAULT)) : Stream.of();
  }

  private static Rule spending(Rule rule) {
    return new RunnersUp(rule, USUAL_SHARE);
  }

  /**
   * Returns the rules with usual settings for trials of so many epochs. Those that learn a model
   * are left out if there are too many trials for an answer within seconds.
   */
  static List<Rule> rules(int trials, int epochs) {
    int first = Rule.firstDecision(epochs);
    int later = Math.max(1, epochs / 9);
    return Stream.<Rule>of(
            spending(new SuccessiveHalving(3, first)),
            spending(new SuccessiveHalving(3, later)),
            spending(new SuccessiveHalving(2, later)),
            spending(new Hyperband(3, first, 0)),
            spending(new Asha(3, first, 0)),
            spending(new Asha(3, later, 0)),
            spending(new Tpe(3, first, USUAL_SHARE, Tpe.GROUP, 0)),
            new FreezeThaw(USUAL_SHARE, FreezeThaw.WIDTH, 0),
            new MedianStopping(
                new ToTheEnd("grid"),
                MedianStop.DEFAULT.first(epochs),
                MedianStop.DEFAULT.every(epochs)),
            new Patience(new EarlyStop(Math.max(2, epochs / 10), 0)),
            new Patience(new EarlyStop(Math.max(2, epochs / 10), 0.001)))
        .distinct()
        .filter(rule -> trials <= MOST_LEARNED || !rule.learns())
        .toList();
  }
}
