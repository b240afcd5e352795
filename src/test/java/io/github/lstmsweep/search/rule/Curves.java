package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trials with known scores, which note what a rule asks for. */
final class Curves implements Trainees {
  private final double[][] scores;
  private final int epochs;
  private final double[][] places;

  /** Seconds of an epoch of each trial, by its number; all are equal if there are none. */
  private double[] seconds = {};

  /** The seed of each trial, by its number; all are 0 if there are none. */
  private long[] seeds = {};

  private int included;

  /** The number that a trial has in the notes and in the scores. */
  private final int[] numbers;

  /** The epoch that each trial has reached, by its number. */
  final int[] reached;

  /** The trainings that the rule asked for, such as {@code [0, 2] to 3}. */
  final List<String> asked = new ArrayList<>();

  /** The reasons that a rule gave for trials, by their numbers. */
  final Map<Integer, String> explained = new TreeMap<>();

  private Curves(double[][] scores, int epochs, double[][] places, int[] numbers) {
    this.scores = scores;
    this.epochs = epochs;
    this.places = places;
    this.numbers = numbers;
    this.reached = new int[scores.length];
  }

  /** Scores by trial and epoch; a shorter row is a trial that failed after it. */
  Curves(double[]... scores) {
    this(
        scores,
        Arrays.stream(scores).mapToInt(curve -> curve.length).max().orElse(0),
        new double[scores.length][0],
        Order.all(scores.length).stream().mapToInt(i -> i).toArray());
  }

  /** A curve that falls from {@code first} by 1 per epoch. */
  static double[] falling(double first, int epochs) {
    double[] curve = new double[epochs];
    Arrays.setAll(curve, epoch -> first - epoch);
    return curve;
  }

  /** Returns trials whose numbers are the order of {@code seed}. */
  Curves shuffled(long seed) {
    int[] shuffled = new int[numbers.length];
    List<Integer> order = Order.shuffled(numbers.length, seed);
    for (int place = 0; place < shuffled.length; place++) {
      shuffled[order.get(place)] = place;
    }
    return new Curves(scores, epochs, places, shuffled);
  }

  /** Returns trials that are to have so many epochs, and fail before the last one. */
  Curves of(int longer) {
    return new Curves(scores, longer, places, numbers);
  }

  /** Returns trials at these places, by their number. */
  Curves at(double[]... here) {
    return new Curves(scores, epochs, here, numbers);
  }

  /** Lets an epoch of each trial take so long, by its number. */
  Curves taking(double[] epochSeconds) {
    seconds = epochSeconds.clone();
    return this;
  }

  /** Gives each trial its seed, by its number. */
  Curves seeded(long... here) {
    seeds = here.clone();
    return this;
  }

  /** Lets a person want the first trials first. */
  Curves including(int first) {
    included = first;
    return this;
  }

  /** Returns the scores by trial and epoch. */
  double[][] scores() {
    return scores;
  }

  /** Returns the trials that have reached their last epoch. */
  List<Integer> whole() {
    return Order.all(size()).stream()
        .filter(trial -> reached[trial] >= epochs && scores[trial].length == epochs)
        .toList();
  }

  @Override
  public int size() {
    return scores.length;
  }

  @Override
  public int included() {
    return included;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public double[] place(int trial) {
    return places[numbers[trial]].clone();
  }

  @Override
  public long seed(int trial) {
    return seeds.length == 0 ? 0 : seeds[numbers[trial]];
  }

  @Override
  public double epochSeconds(int trial) {
    return seconds.length == 0 ? 1 : seconds[numbers[trial]];
  }

  @Override
  public double[] train(List<Integer> trials, int epoch) {
    asked.add(trials.stream().map(trial -> numbers[trial]).toList() + " to " + epoch);
    return trials.stream()
        .mapToInt(trial -> numbers[trial])
        .mapToDouble(
            trial -> {
              if (reached[trial] >= epoch) {
                throw new AssertionError("trial " + trial + " is asked for again at " + epoch);
              }
              reached[trial] = epoch;
              return epoch <= scores[trial].length
                  ? scores[trial][epoch - 1]
                  : Double.POSITIVE_INFINITY;
            })
        .toArray();
  }

  @Override
  public double scoreAfter(int trial, int epoch) {
    int number = numbers[trial];
    if (reached[number] < epoch) {
      throw new AssertionError("trial " + number + " has not reached epoch " + epoch);
    }
    return epoch <= scores[number].length ? scores[number][epoch - 1] : Double.POSITIVE_INFINITY;
  }

  @Override
  public void explain(int trial, String reason) {
    explained.put(numbers[trial], reason);
  }

  /** Trains what was not asked for before. */
  @Override
  public double trainFirst(List<Integer> trials, List<Integer> epochs) {
    for (int i = 0; i < trials.size(); i++) {
      if (reached[numbers[trials.get(i)]] < epochs.get(i)) {
        train(List.of(trials.get(i)), epochs.get(i));
      }
    }
    double[] curve = scores[numbers[trials.get(0)]];
    return epochs.get(0) <= curve.length ? curve[epochs.get(0) - 1] : Double.POSITIVE_INFINITY;
  }
}
