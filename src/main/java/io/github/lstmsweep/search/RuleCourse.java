package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The trials of a table for a rule, with the scores that the table has. */
class RuleCourse extends ListedTrainees {
  private final Map<Integer, EpochRange> missing = new LinkedHashMap<>();
  private final Map<Integer, Integer> reached = new TreeMap<>();
  private final Set<Integer> stopped = new HashSet<>();
  private final Map<Integer, String> explained = new HashMap<>();
  private List<Forecast> forecasts = List.of();
  private Results results;

  RuleCourse(Facts facts, Results results) {
    super(facts);
    this.results = results;
  }

  @Override
  public void hear(List<Forecast> lastScores) {
    forecasts = lastScores;
  }

  /**
   * Returns what the rule expects of the trials that are paused, best first. One that was stopped
   * before its end has no further score to expect.
   */
  List<ExpectedScore> expected() {
    return reached.entrySet().stream()
        .filter(begun -> begun.getKey() < forecasts.size())
        .filter(begun -> begun.getValue() < numEpochs(begun.getKey()))
        .filter(begun -> !stopped.contains(begun.getKey()))
        .filter(begun -> !explained.containsKey(begun.getKey()))
        .filter(begun -> results.pausedEpochs(trial(begun.getKey()).id()) > 0)
        .map(
            begun ->
                new ExpectedScore(
                    trial(begun.getKey()),
                    results.pausedEpochs(trial(begun.getKey()).id()),
                    forecasts.get(begun.getKey())))
        .sorted(Comparator.comparingDouble(expected -> expected.forecast().mean()))
        .toList();
  }

  @Override
  public double[] train(List<Integer> some, int epoch) {
    return trainEach(some, Collections.nCopies(some.size(), epoch));
  }

  /** {@inheritDoc} A score that the table does not have is NaN, and its trial is trained next. */
  @Override
  public double[] trainEach(List<Integer> some, List<Integer> until) {
    double[] scores = new double[some.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(some.get(i), until.get(i));
    }
    return scores;
  }

  /** Returns the score of a trial after an epoch; NaN if the table does not have it. */
  final double score(int place, int epoch) {
    Trial trial = trial(place);
    int until = Math.min(epoch, numEpochs(place));
    OptionalInt stop = stoppedAfter(place, until);
    if (stop.isPresent()) {
      reached.put(place, stop.getAsInt());
      stopped.add(place);
      return results.score(trial.id(), stop.getAsInt());
    }
    reached.merge(place, epoch, Math::max);
    if (isKnown(place, until)) {
      return results.score(trial.id(), until);
    }
    missing.put(place, new EpochRange(results.pausedEpochs(trial.id()), until));
    return Double.NaN;
  }

  @Override
  public final double scoreAfter(int place, int epoch) {
    int until = Math.min(epoch, numEpochs(place));
    return results.score(trial(place).id(), stoppedAfter(place, until).orElse(until));
  }

  @Override
  public final boolean isStopped(int place) {
    return stopped.contains(place);
  }

  @Override
  public final void explain(int place, String reason) {
    explained.put(place, reason);
  }

  /** Returns the epoch, up to the given one, after which a trial stops by its own scores. */
  private OptionalInt stoppedAfter(int place, int until) {
    if (earlyStop().isEmpty()) {
      return OptionalInt.empty();
    }
    TrialId id = trial(place).id();
    int known = results.ended().contains(id) ? until : results.pausedEpochs(id);
    EarlyStop.Watch watch = earlyStop().get().watch();
    for (int epoch = 1; epoch <= Math.min(known, until) && epoch < numEpochs(place); epoch++) {
      double score = results.score(id, epoch);
      if (Double.isInfinite(score)) {
        return OptionalInt.empty();
      }
      if (watch.stopsAfter(score)) {
        return OptionalInt.of(epoch);
      }
    }
    return OptionalInt.empty();
  }

  /** Goes on with later results. */
  void later(Results now) {
    results = now;
    missing.clear();
  }

  boolean lacksScores() {
    return !missing.isEmpty();
  }

  /** Returns the trials whose scores are missing. */
  Search.Step step() {
    Map<TrialId, EpochRange> ranges = new HashMap<>();
    missing.forEach((place, range) -> ranges.put(trial(place).id(), range));
    return new Search.Step(missing.keySet().stream().map(this::trial).toList(), ranges);
  }

  /** Returns the trials that the rule has not begun. */
  LeftOut leftOut(String rule) {
    Set<List<Double>> all = new HashSet<>();
    Set<List<Double>> dropped = new HashSet<>();
    List<TrialId> left = new ArrayList<>();
    for (int trial = 0; trial < size(); trial++) {
      List<Double> place = Arrays.stream(place(trial)).boxed().toList();
      all.add(place);
      if (!reached.containsKey(trial)) {
        dropped.add(place);
        left.add(trial(trial).id());
      }
    }
    left.sort(Comparator.comparing(TrialId::hex));
    return new LeftOut(rule, left, size(), dropped.size(), all.size(), 1);
  }

  /** Returns why each trial that the rule has stopped does not go on. */
  Map<TrialId, String> reasons() {
    Map<TrialId, String> reasons = new HashMap<>();
    Map<Integer, List<Integer>> ranked = new HashMap<>();
    reached.forEach(
        (place, last) -> {
          if (stopped.contains(place)) {
            reasons.put(trial(place).id(), earlyStop(last));
          } else if (explained.containsKey(place)) {
            reasons.put(trial(place).id(), explained.get(place));
          } else if (last < epochs() && !missing.containsKey(place)) {
            List<Integer> order = ranked.computeIfAbsent(last, this::ranked);
            reasons.put(trial(place).id(), reason(place, last, order));
          }
        });
    return reasons;
  }

  private String earlyStop(int last) {
    EarlyStop stop = earlyStop().orElseThrow();
    return String.format(
        Locale.ROOT,
        "no score was lower%s in the %d epochs up to epoch %d of %d",
        stop.minDelta() == 0 ? "" : " by " + Math.round(1e5 * stop.minDelta()) / 1e3 + "%",
        stop.patience(),
        last,
        epochs());
  }

  private String reason(int place, int last, List<Integer> order) {
    long on = order.stream().filter(other -> reached.get(other) > last).count();
    return String.format(
        Locale.ROOT,
        "rank %d of %d at epoch %d of %d, where %d went on",
        order.indexOf(place) + 1,
        order.size(),
        last,
        epochs(),
        on);
  }

  /** Returns the trials that reached an epoch with a known score, best first. */
  private List<Integer> ranked(int epoch) {
    List<Integer> ranked = new ArrayList<>(reached.keySet());
    ranked.removeIf(place -> reached.get(place) < epoch || !isKnown(place, epoch));
    ranked.sort(Comparator.comparingDouble(place -> results.score(trial(place).id(), epoch)));
    return ranked;
  }

  private boolean isKnown(int place, int epoch) {
    TrialId id = trial(place).id();
    return results.ended().contains(id) || results.pausedEpochs(id) >= epoch;
  }
}
