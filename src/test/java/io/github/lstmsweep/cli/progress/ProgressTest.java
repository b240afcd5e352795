package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aSmallSweepHasALineForEachTrialAndTheBestSoFar() {
    List<Trial> trials = trials(3);
    Progress progress = progress(trials, 10, 1);

    step(progress, trials.get(0), TrialStatus.OK, 9.5, 20);
    step(progress, trials.get(1), TrialStatus.DIVERGED, Double.NaN, 1);
    step(progress, trials.get(2), TrialStatus.OK, 7.25, 20);
    progress.close();

    // Training is twice as slow as predicted, so 2 × 10 s × 2 are left. The trial that diverged at
    // once does not count.
    assertThat(written.toString().lines())
        .containsExactly(
            "1/3 trials | 40 s left | best validation_perplexity 9.5000",
            "2/3 trials, 1 not OK | 20 s left | best validation_perplexity 9.5000",
            "3/3 trials, 1 not OK | took 41 s | best validation_perplexity 7.2500");
  }

  @Test
  void aRunThatGoesOnCountsAndRanksWithTheRowsOfTheOneBefore() {
    List<Trial> trials = trials(2);
    Progress progress =
        progress(trials, 10, 1, row(TrialStatus.OK, 8.5), row(TrialStatus.DIVERGED, Double.NaN));

    step(progress, trials.get(0), TrialStatus.OK, 9.5, 10);
    step(progress, trials.get(1), TrialStatus.OK, 7.25, 10);

    assertThat(written.toString().lines())
        .containsExactly(
            "3/4 trials, 1 not OK | 10 s left | best validation_perplexity 8.5000",
            "4/4 trials, 1 not OK | took 20 s | best validation_perplexity 7.2500");
  }

  @Test
  void aBigSweepWritesALineEveryTenSecondsAndTheLast() {
    List<Trial> trials = trials(100);
    Progress progress = progress(trials, 1, 1);

    trials.forEach(trial -> step(progress, trial, TrialStatus.OK, 8, 1));

    assertThat(written.toString().lines()).hasSize(10);
    assertThat(written.toString()).endsWith("best validation_perplexity 8.0000\n");
  }

  @Test
  void aLongTrialIsNotSilentForMoreThanAMinute() {
    List<Trial> trials = trials(2);
    Progress progress =
        progress(
            trials,
            100,
            2,
            row(TrialStatus.OK, 9),
            row(TrialStatus.OK, 8),
            row(TrialStatus.TIMEOUT, 7));
    trials.forEach(trial -> progress.started(trial.id()));

    for (int second = 0; second < 59; second++) {
      nanos.addAndGet(1_000_000_000L);
      progress.tick();
    }
    assertThat(written.toString()).isEmpty();
    nanos.addAndGet(1_000_000_000L);
    progress.tick();

    assertThat(written.toString().lines())
        .containsExactly("3/5 trials, 1 not OK | 40 s left | best validation_perplexity 8.0000");
  }

  @Test
  void aLongTrialTellsItsEpochAndMovesTheRemainingTime() {
    List<Trial> trials = trials(1);
    Progress progress = progress(trials, 100, 1);
    progress.started(trials.get(0).id());

    nanos.addAndGet(60_000_000_000L);
    progress.progressed(
        new TrialProgress(trials.get(0).id().hex(), 25, 100, 25, 100, 9, 60, CoarseCurve.EMPTY));
    progress.tick();

    // A quarter took 60 s, although 100 s were predicted for the whole.
    assertThat(written.toString())
        .isEqualTo("0/1 trial | 3 min 00 s left | a trial is at epoch 25 of 100\n");
  }

  @Test
  void afterItsEndItShowsNothing() {
    List<Trial> trials = trials(1);
    Progress progress = progress(trials, 1, 1);
    progress.close();

    step(progress, trials.get(0), TrialStatus.OK, 8, 100);
    progress.tick();

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void aScoreThatIsNotFiniteIsNeverTheBest() {
    List<Trial> trials = trials(1);
    Progress progress =
        progress(
            trials,
            1,
            1,
            row(TrialStatus.OK, Double.NaN),
            row(TrialStatus.OK, Double.NEGATIVE_INFINITY),
            row(TrialStatus.DIVERGED, 1.5));

    step(progress, trials.get(0), TrialStatus.OK, Double.NaN, 1);

    assertThat(written.toString()).isEqualTo("4/4 trials, 1 not OK | took 1.0 s\n");
  }

  @Test
  void rowsOfBeforeCountWhenTheyHaveBeenRead() {
    List<Trial> trials = trials(2);
    CompletableFuture<TableRows> before = new CompletableFuture<>();
    Progress progress = progress(trials, 1, 1, 2, before);

    step(progress, trials.get(0), TrialStatus.OK, 9, 1);
    before.complete(
        new TableRows(List.of(row(TrialStatus.OK, 7), row(TrialStatus.DIVERGED, 1)), List.of()));
    step(progress, trials.get(1), TrialStatus.OK, 8, 1);

    assertThat(written.toString())
        .isEqualTo(
            """
            3/4 trials | 1.0 s left | best validation_perplexity 9.0000
            4/4 trials, 1 not OK | took 2.0 s | best validation_perplexity 7.0000
            """);
  }

  @Test
  void aRoundThatBeginsEarlyCountsTheTrialsThatAreStillInTraining() {
    List<Trial> trials = trials(4);
    Progress progress = progress(trials.subList(0, 3), 20, 2);

    step(progress, trials.get(0), TrialStatus.PAUSED, 9, 20);
    progress.round(2, new Schedule(trials.subList(3, 4), List.of(20.0)));
    step(progress, trials.get(1), TrialStatus.PAUSED, 8, 20);
    step(progress, trials.get(3), TrialStatus.PAUSED, 7, 20);
    step(progress, trials.get(2), TrialStatus.PAUSED, 6, 20);
    // It goes on, and its last round counts it alone.
    progress.round(3, new Schedule(trials.subList(2, 3), List.of(20.0)));
    step(progress, trials.get(2), TrialStatus.OK, 5, 20);

    assertThat(written.toString().lines())
        .containsExactly(
            "1/3 trials | 20 s left | best validation_perplexity 9.0000",
            "round 2: 1/3 trials | 20 s left | best validation_perplexity 8.0000",
            "round 2: 2/3 trials | 20 s left | best validation_perplexity 7.0000",
            "round 2: 3/3 trials | took 1 min 20 s | best validation_perplexity 6.0000",
            "round 3: 1/1 trial | took 1 min 40 s | best validation_perplexity 5.0000");
  }

  private void step(
      Progress progress, Trial trial, TrialStatus status, double perplexity, int seconds) {
    progress.started(trial.id());
    nanos.addAndGet(seconds * 1_000_000_000L);
    progress.finished(
        new Acknowledgement(
            trial.id().hex(),
            Acknowledgement.Fate.TRAINED,
            status,
            status == TrialStatus.OK,
            perplexity,
            seconds,
            0,
            0,
            "",
            "",
            CoarseCurve.EMPTY));
  }

  private Progress progress(List<Trial> trials, double seconds, int cores, TrialRow... before) {
    return progress(
        trials,
        seconds,
        cores,
        before.length,
        CompletableFuture.completedFuture(new TableRows(List.of(before), List.of())));
  }

  private Progress progress(
      List<Trial> trials,
      double seconds,
      int cores,
      int finished,
      CompletableFuture<TableRows> before) {
    Schedule schedule = new Schedule(trials, Collections.nCopies(trials.size(), seconds));
    return new Progress(
        (state, elapsed) ->
            new PlainDisplay(new TerminalWriter(new PrintWriter(written)), state, elapsed),
        new RunWork(schedule, finished, before, cores, new Varying(List.of(), Map.of())),
        nanos::get);
  }

  private static TrialRow row(TrialStatus status, double perplexity) {
    return new TrialRow(
        new TrialId("0".repeat(32)),
        Map.of("status", status.name(), "validation_perplexity", perplexity));
  }

  private static List<Trial> trials(int count) {
    Dataset dataset = new Dataset("test", "0".repeat(64), "char", 28, 10_000, 5_000);
    return IntStream.range(0, count)
        .mapToObj(seed -> Trial.of(Hyperparameters.of(Map.of(Hyperparameter.SEED, seed)), dataset))
        .toList();
  }
}
