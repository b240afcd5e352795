package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Adds up the events of a sweep. Not thread-safe; the caller has the clock. */
final class SweepState {
  private final Varying varying;
  private int total;
  private int round = 1;
  private final int cores;
  private final Task task;
  private final Map<TrialId, Trial> trials = new HashMap<>();
  private RemainingTime remaining;
  private final TokenRate rate = new TokenRate();

  /** The trials of the counts that have no row yet. */
  private final Set<TrialId> open = new HashSet<>();

  private final Set<TrialId> started = new HashSet<>();
  private final Map<TrialId, TrialProgress> inTraining = new HashMap<>();
  private CompletableFuture<TableRows> before;
  private int done;
  private int notOk;
  private long finishedTokens;
  private Optional<SweepView.Best> best = Optional.empty();
  private boolean bestIsWhole;
  private final boolean isOfOneCorpus;

  SweepState(RunWork work) {
    this.varying = work.varying();
    this.cores = work.cores();
    this.done = work.finished();
    this.before = work.before();
    this.total = done + work.schedule().trials().size();
    this.remaining = new RemainingTime(work.schedule(), work.cores());
    open(work.schedule());
    // Scores of different corpora cannot be compared.
    this.isOfOneCorpus =
        work.schedule().trials().stream()
                .map(trial -> trial.dataset().corpusSha256())
                .distinct()
                .limit(2)
                .count()
            < 2;
    // All trials of a sweep have one task.
    this.task =
        work.schedule().trials().stream()
            .findFirst()
            .map(trial -> trial.dataset().task())
            .orElse(Task.LANGUAGE_MODEL);
  }

  /**
   * A search trains these trials further. From now on the counts are those of the round, with the
   * trials of earlier rounds that a search which asks early has not awaited.
   */
  void round(int number, Schedule schedule) {
    round = number;
    done = 0;
    open(schedule);
    total = open.size();
    remaining = remaining.followedBy(schedule);
  }

  private void open(Schedule schedule) {
    for (Trial trial : schedule.trials()) {
      trials.put(trial.id(), trial);
      open.add(trial.id());
    }
  }

  void started(TrialId id, double now) {
    started.add(id);
    inTraining.remove(id);
    remaining.started(id, now);
  }

  void progressed(TrialProgress progress, double now) {
    inTraining.put(progress.id(), progress);
    remaining.progressed(progress, now);
  }

  void finished(Acknowledgement a) {
    done += open.remove(a.id()) ? 1 : 0;
    started.remove(a.id());
    TrialProgress last = inTraining.remove(a.id());
    remaining.finished(a.id(), a.status(), a.seconds());
    Trial trial = trials.get(a.id());
    if (a.fate() == Acknowledgement.Fate.TRAINED && a.status() == TrialStatus.OK && trial != null) {
      finishedTokens += TrialCost.of(trial).trainedTokens();
    } else if (last != null) {
      finishedTokens += last.trainedTokens();
    }
    if (a.isComparable() && !bestIsWhole) {
      // The score of a paused trial was only the best until a whole one has a score.
      best = Optional.empty();
      bestIsWhole = true;
    }
    if (a.isComparable() || (a.status() == TrialStatus.PAUSED && !bestIsWhole)) {
      rank(a.id(), a.validationScore(), trial == null ? "" : shown(trial), a.curve());
    } else if (a.status().isFailure()) {
      notOk++;
    }
  }

  /** Returns the trial with this id; empty if it is not of this run. */
  Optional<Trial> trial(TrialId id) {
    return Optional.ofNullable(trials.get(id));
  }

  /** Returns the values that distinguish a trial, such as {@code lr 1}; empty if nothing varies. */
  private String shown(Trial trial) {
    return varying.shown(trial.hyperparameters()::value);
  }

  boolean isFirstRound() {
    return round == 1;
  }

  boolean isComplete() {
    return done == total;
  }

  int total() {
    return total;
  }

  /** Returns the facts at {@code now}, in seconds since the run began. */
  SweepView view(double now) {
    countBefore();
    double parts = inTraining.values().stream().mapToDouble(TrialProgress::fraction).sum();
    long tokens =
        finishedTokens + inTraining.values().stream().mapToLong(TrialProgress::trainedTokens).sum();
    return new SweepView(
        task,
        new SweepView.Counts(round, done, running(), notOk, total),
        total == 0 ? 1 : Math.min(1, (done + parts) / total),
        rate.at(now, tokens),
        now,
        remaining.seconds(now),
        best,
        nearest());
  }

  /** The trials of a group start together for Spark, but only one of them is in training. */
  private int running() {
    return Math.min(started.size(), Math.max(cores, inTraining.size()));
  }

  private Optional<SweepView.InTraining> nearest() {
    return inTraining.values().stream()
        .max(
            Comparator.comparingDouble(TrialProgress::fraction).thenComparing(TrialProgress::trial))
        .map(
            progress ->
                new SweepView.InTraining(
                    progress, trial(progress.id()).map(this::shown).orElse("")));
  }

  /** Counts the rows of earlier runs as soon as they have been read. */
  private void countBefore() {
    if (before.isDone() && !before.isCompletedExceptionally()) {
      TableRows rows = before.join();
      notOk += (int) rows.rows().stream().filter(row -> row.status().isFailure()).count();
      if (rows.best().isPresent()) {
        best = bestIsWhole ? best : Optional.empty();
        bestIsWhole = true;
        rank(rows.best().get());
      }
      before = new CompletableFuture<>();
    }
  }

  private void rank(TrialRow row) {
    rank(row.id(), Ranking.score(row).orElse(Double.NaN), varying.shown(row), CoarseCurve.EMPTY);
  }

  private void rank(TrialId id, double score, String configuration, CoarseCurve curve) {
    if (isOfOneCorpus && Double.isFinite(score) && (best.isEmpty() || score < best.get().score())) {
      best = Optional.of(new SweepView.Best(id, score, configuration, curve));
    }
  }
}
