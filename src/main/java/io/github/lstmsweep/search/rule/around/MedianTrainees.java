package io.github.lstmsweep.search.rule.around;

import io.github.lstmsweep.search.rule.Trainees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trials that are trained from look to look, and stop at a look if they are worse than the median.
 *
 * <p>The order of the looks is that of the requests. Trials of one request take their looks
 * together. A score that is not known yet is NaN: the decisions at its look and at later ones are
 * unknown then, so no trial goes on beyond them.
 */
final class MedianTrainees extends DelegatingTrainees {
  private static final int UNKNOWN = -1;

  private final Looks looks;

  /** The epoch after which each trial was stopped; 0 if it was not. */
  private final int[] stopped;

  /** The epoch up to which each trial was trained, or UNKNOWN, and its scores at the looks. */
  private final int[] reached;

  private final double[] best;
  private final double[] sums;
  private final int[] summed;

  MedianTrainees(Trainees trainees, int first, int every) {
    super(trainees);
    this.looks = new Looks(trainees.size(), first, every, trainees.epochs());
    this.stopped = new int[trainees.size()];
    this.reached = new int[stopped.length];
    this.best = new double[stopped.length];
    this.sums = new double[stopped.length];
    this.summed = new int[stopped.length];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
  }

  @Override
  public double[] train(List<Integer> trials, int epoch) {
    return trainEach(trials, Collections.nCopies(trials.size(), epoch));
  }

  @Override
  public double[] trainEach(List<Integer> trials, List<Integer> epochs) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, trials.size()).boxed().toList());
    left.removeIf(i -> !isKnown(trials.get(i)) || hasEnded(trials.get(i), epochs.get(i)));
    while (!left.isEmpty()) {
      List<Integer> some = left.stream().map(trials::get).toList();
      List<Integer> until =
          left.stream().map(i -> looks.next(trials.get(i), epochs.get(i))).toList();
      look(some, until, super.trainEach(some, until));
      left.removeIf(i -> !isKnown(trials.get(i)) || hasEnded(trials.get(i), epochs.get(i)));
    }
    return IntStream.range(0, trials.size())
        .mapToDouble(i -> scoreAfter(trials.get(i), epochs.get(i)))
        .toArray();
  }

  @Override
  public double trainFirst(List<Integer> trials, List<Integer> epochs) {
    int first = trials.get(0);
    while (isKnown(first) && !hasEnded(first, epochs.get(0))) {
      List<Integer> some = new ArrayList<>();
      List<Integer> until = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        // The looks of the others come after those of the first, so they wait at their next one.
        if (!hasEnded(trials.get(i), epochs.get(i))) {
          some.add(trials.get(i));
          until.add(looks.next(trials.get(i), epochs.get(i)));
        }
      }
      double score = super.trainFirst(some, until);
      look(List.of(first), until.subList(0, 1), new double[] {score});
    }
    return scoreAfter(first, epochs.get(0));
  }

  /** Notes the scores of trials that take their next step together, and stops the bad ones. */
  private void look(List<Integer> trials, List<Integer> epochs, double[] scores) {
    List<Integer> looked = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      int trial = trials.get(i);
      boolean isKnown = !Double.isNaN(scores[i]);
      reached[trial] = isKnown ? epochs.get(i) : UNKNOWN;
      if (looks.isNext(trial, epochs.get(i))) {
        looks.add(trial, isKnown ? mean(trial) : Double.NaN);
        looked.add(trial);
      }
    }
    for (int trial : looked) {
      if (!looks.isKnown(trial)) {
        reached[trial] = UNKNOWN;
      } else {
        double[] others = looks.others(trial);
        if (best[trial] > Looks.median(others)) {
          stop(trial, others.length);
        }
      }
    }
  }

  private void stop(int trial, int others) {
    stopped[trial] = reached[trial];
    explain(
        trial,
        "its best score was worse than the median of "
            + others
            + " trials at epoch "
            + reached[trial]
            + " of "
            + epochs());
  }

  /** Returns the mean score of a trial up to the epoch that it has reached. */
  private double mean(int trial) {
    while (summed[trial] < reached[trial]) {
      double score = super.scoreAfter(trial, ++summed[trial]);
      best[trial] = Math.min(best[trial], score);
      sums[trial] += score;
    }
    return sums[trial] / summed[trial];
  }

  private boolean isKnown(int trial) {
    return reached[trial] != UNKNOWN;
  }

  private boolean hasEnded(int trial, int epoch) {
    return stopped[trial] > 0 || reached[trial] >= epoch;
  }

  /** {@inheritDoc} A trial that was stopped keeps its last score. */
  @Override
  public double scoreAfter(int trial, int epoch) {
    if (!isKnown(trial)) {
      return Double.NaN;
    }
    return super.scoreAfter(trial, stopped[trial] > 0 ? Math.min(epoch, stopped[trial]) : epoch);
  }

  @Override
  public boolean isStopped(int trial) {
    return stopped[trial] > 0 || super.isStopped(trial);
  }
}
