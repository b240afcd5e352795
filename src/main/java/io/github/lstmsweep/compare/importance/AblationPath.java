package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A way from the default configuration to the best one that changes one factor at a time (ablation,
 * Fawcett and Hoos 2016). Each step takes the change after which the mean score over the seeds is
 * lowest. It considers only changes that lead to a configuration with a score. If no single change
 * does, a step changes two factors, and so on. So every path ends at the best configuration.
 *
 * <p>The best configuration has the lowest mean among those with the most seeds that are OK.
 *
 * @param start words such as {@code lr 1, num_hiddens 32}
 * @param startScore mean score of the start over its seeds; empty if no trial of it is OK
 * @param startTrials number of trials of the start, with any status
 * @param steps none if the start is the best
 * @param notes one sentence for each factor whose default is not among its values
 */
public record AblationPath(
    String start,
    OptionalDouble startScore,
    int startTrials,
    List<Step> steps,
    List<String> notes) {
  /** Copies the lists. */
  public AblationPath {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /**
   * A step.
   *
   * @param changes one; more only if no configuration between has a score
   * @param before mean score before the step; empty only at a start without a score
   * @param after mean score after the step
   * @param seeds number of OK trials in {@code after}
   */
  public record Step(List<Change> changes, OptionalDouble before, double after, int seeds) {
    /** Copies the changes. */
    public Step {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A change of one factor.
   *
   * @param from value for people
   * @param to value for people
   */
  public record Change(Factor factor, String from, String to) {}

  /**
   * Finds the path in a table.
   *
   * @return empty if no factor except the seed varies, or no trial has a score
   */
  public static Optional<AblationPath> of(List<TrialRow> rows, Factors factors) {
    List<Factor> axes = factors.withoutSeed();
    MeanScores scores = MeanScores.of(rows, axes);
    Optional<List<Integer>> best = scores.best();
    if (axes.isEmpty() || best.isEmpty()) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    List<Integer> start = new ArrayList<>();
    for (Factor axis : axes) {
      NearestLevel nearest = NearestLevel.of(axis, rows.get(0).task());
      start.add(nearest.level());
      nearest.note().ifPresent(notes::add);
    }
    List<String> words = new ArrayList<>();
    for (int a = 0; a < axes.size(); a++) {
      words.add(axes.get(a).shown(start.get(a)));
    }
    return Optional.of(
        new AblationPath(
            String.join(", ", words),
            scores.mean(start),
            scores.trials(start),
            steps(axes, scores, start, best.get()),
            notes));
  }

  private static List<Step> steps(
      List<Factor> axes, MeanScores scores, List<Integer> start, List<Integer> best) {
    List<Step> steps = new ArrayList<>();
    List<Integer> here = start;
    while (!here.equals(best)) {
      List<Integer> next = next(scores, here, best);
      List<Change> changes = new ArrayList<>();
      for (int a = 0; a < axes.size(); a++) {
        if (!here.get(a).equals(next.get(a))) {
          changes.add(
              new Change(
                  axes.get(a), axes.get(a).value(here.get(a)), axes.get(a).value(next.get(a))));
        }
      }
      steps.add(
          new Step(
              changes, scores.mean(here), scores.mean(next).getAsDouble(), scores.seeds(next)));
      here = next;
    }
    return steps;
  }

  /** Returns the configuration with the lowest mean that the fewest changes reach. */
  private static List<Integer> next(MeanScores scores, List<Integer> here, List<Integer> best) {
    int[] open = differences(here, best);
    for (int changed = 1; changed <= open.length; changed++) {
      List<List<Integer>> reached = new ArrayList<>();
      reach(here, best, open, changed, 0, reached);
      List<Integer> lowest = null;
      for (List<Integer> point : reached) {
        OptionalDouble mean = scores.mean(point);
        if (mean.isPresent()
            && (lowest == null || mean.getAsDouble() < scores.mean(lowest).getAsDouble())) {
          lowest = point;
        }
      }
      if (lowest != null) {
        return lowest;
      }
    }
    throw new IllegalStateException("The best configuration has a score");
  }

  private static int[] differences(List<Integer> here, List<Integer> best) {
    return IntStream.range(0, here.size()).filter(a -> !here.get(a).equals(best.get(a))).toArray();
  }

  /** Adds every point that differs from {@code here} in {@code changed} of the open axes. */
  private static void reach(
      List<Integer> here,
      List<Integer> best,
      int[] open,
      int changed,
      int from,
      List<List<Integer>> reached) {
    if (changed == 0) {
      reached.add(List.copyOf(here));
      return;
    }
    for (int o = from; o <= open.length - changed; o++) {
      List<Integer> moved = new ArrayList<>(here);
      moved.set(open[o], best.get(open[o]));
      reach(moved, best, open, changed - 1, o + 1, reached);
    }
  }
}
