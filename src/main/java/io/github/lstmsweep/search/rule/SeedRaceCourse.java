package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.search.rule.model.PairedTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** One course of {@link SeedRace}. */
final class SeedRaceCourse {
  private static final int NONE = -1;

  private final Trainees trainees;

  /** All seeds, ascending. Every configuration trains them in this order. */
  private final long[] seeds;

  private final PairedTest test;
  private List<Racer> left;

  /** A configuration: its trials, and the logarithms of their scores, by the place of the seed. */
  private static final class Racer {
    private final int[] trials;
    private final double[] logs;

    Racer(int seeds) {
      trials = new int[seeds];
      logs = new double[seeds];
      Arrays.fill(trials, NONE);
      Arrays.fill(logs, Double.NaN);
    }

    private DoubleStream finite() {
      return Arrays.stream(logs).filter(Double::isFinite);
    }

    long failed() {
      return Arrays.stream(logs).filter(Double::isInfinite).count();
    }

    boolean hasFailedAlways() {
      return failed() >= Race.FIRST_SEEDS && finite().findAny().isEmpty();
    }

    /** Returns the mean of the scores that are known and finite; infinity if there are none. */
    double mean() {
      double sum = 0;
      int count = 0;
      for (double log : logs) {
        if (Double.isFinite(log)) {
          sum += log;
          count++;
        }
      }
      return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
    }

    double[] minus(Racer other) {
      double[] differences = new double[logs.length];
      Arrays.setAll(differences, seed -> logs[seed] - other.logs[seed]);
      return Arrays.stream(differences).filter(Double::isFinite).toArray();
    }
  }

  SeedRaceCourse(Race race, Trainees trainees) {
    this.trainees = trainees;
    List<Integer> all = Order.all(trainees.size());
    this.seeds = all.stream().mapToLong(trainees::seed).distinct().sorted().toArray();
    Map<List<Double>, List<Racer>> racers = new LinkedHashMap<>();
    for (int trial : all) {
      List<Double> place = Arrays.stream(trainees.place(trial)).boxed().toList();
      int seed = Arrays.binarySearch(seeds, trainees.seed(trial));
      List<Racer> here = racers.computeIfAbsent(place, unused -> new ArrayList<>());
      // Values that differ in their last digit may have one place.
      Racer racer =
          here.stream().filter(known -> known.trials[seed] == NONE).findFirst().orElse(null);
      if (racer == null) {
        racer = new Racer(seeds.length);
        here.add(racer);
      }
      racer.trials[seed] = trial;
    }
    this.left = racers.values().stream().flatMap(List::stream).toList();
    int looks = Math.max(1, seeds.length - Race.FIRST_SEEDS);
    this.test = new PairedTest(race.alpha() / Math.max(1, left.size() - 1) / looks);
  }

  void run() {
    int first = Math.min(Race.FIRST_SEEDS, seeds.length);
    train(0, first);
    for (int seed = first; seed < seeds.length; seed++) {
      drop();
      train(seed, seed + 1);
    }
  }

  /** Trains some seeds of all configurations that are left. */
  private void train(int fromSeed, int toSeed) {
    List<Integer> trials = new ArrayList<>();
    for (Racer racer : left) {
      Arrays.stream(racer.trials, fromSeed, toSeed)
          .filter(trial -> trial != NONE)
          .forEach(trials::add);
    }
    double[] scores = trainees.train(trials, trainees.epochs());
    int next = 0;
    for (Racer racer : left) {
      for (int seed = fromSeed; seed < toSeed; seed++) {
        if (racer.trials[seed] != NONE) {
          racer.logs[seed] = StrictMath.log(Math.max(scores[next++], Double.MIN_NORMAL));
        }
      }
    }
  }

  private void drop() {
    Racer best =
        left.stream()
            .min(Comparator.comparingLong(Racer::failed).thenComparingDouble(Racer::mean))
            .orElseThrow();
    left = left.stream().filter(racer -> racer == best || !isWorse(racer, best)).toList();
  }

  private boolean isWorse(Racer racer, Racer best) {
    return (racer.hasFailedAlways() && best.failed() == 0) || test.isAboveZero(racer.minus(best));
  }
}
