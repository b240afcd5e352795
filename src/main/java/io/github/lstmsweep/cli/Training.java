package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.cli.output.Interruption;
import io.github.lstmsweep.cli.output.WallTimeLine;
import io.github.lstmsweep.cli.progress.LivePage;
import io.github.lstmsweep.cli.progress.Progress;
import io.github.lstmsweep.cli.progress.RunOutput;
import io.github.lstmsweep.cli.progress.RunWork;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.SweepRunner;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.sweep.Remainder;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.sweep.adoption.Adopted;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Trains the trials of {@code run}, and shows the progress. */
final class Training {
  private static final String SCALAR = "scalar";
  private static final String VECTOR = "vector";

  private static final String MEND_ON_CLUSTERS =
      "Start Java with --add-modules jdk.incubator.vector (spark.driver.extraJavaOptions,"
          + " spark.executor.extraJavaOptions).";

  private final RunOutput output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Optional<LivePage> page;
  private final SweepInput sweep;
  private final TableSweep todo;
  private final TrialTable table;
  private final Engine engine;
  private final List<String> notes;
  private final List<Adopted> taken;
  private boolean warnedOfScalarKernels;
  private boolean warnedOfProcessor;
  private volatile Optional<Progress> shown = Optional.empty();

  /**
   * Prepares a training; starts nothing.
   *
   * @param notes lines to print when it begins
   * @param taken the rows that were taken from other tables
   */
  Training(
      Streams streams,
      SweepInput sweep,
      TableSweep todo,
      TrialTable table,
      Engine engine,
      List<String> notes,
      List<Adopted> taken) {
    this.output = streams.output();
    this.out = streams.output().text();
    this.err = streams.err();
    this.page = streams.page();
    this.sweep = sweep;
    this.todo = todo;
    this.table = table;
    this.engine = engine;
    this.notes = List.copyOf(notes);
    this.taken = List.copyOf(taken);
  }

  /** The standard output and the standard error of a run, and its page if it writes one. */
  record Streams(RunOutput output, PrintWriter err, Optional<LivePage> page) {}

  /**
   * Trains the missing trials. Returns when they are done, or when the sweep was stopped.
   *
   * @param before the rows of finished trials, once they have been decoded
   * @param decoding starts the decoding; run when training begins, since Spark's start needs the
   *     cores
   */
  SweepEnd run(
      TrialTrainer trainer,
      Remainder remainder,
      CompletableFuture<TableRows> before,
      Runnable decoding) {
    Interruption announced =
        Interruption.announce(
            this::stopShowing,
            err,
            "Stopped. Finished trials are kept in "
                + table.place()
                + "; the same command goes on with the rest.");
    SweepEnd end;
    try {
      end = train(trainer, remainder, before, decoding);
    } finally {
      announced.withdraw();
    }
    if (end.reason() == SweepEnd.Reason.TIMED_OUT) {
      err.println(
          "Cannot train "
              + Show.counted(end.left(), "trial")
              + " more within timeout.sweep; finished trials are kept, and the same command goes on"
              + " with the rest.");
    }
    if (end.reason() == SweepEnd.Reason.INTERRUPTED && !Interruption.begun()) {
      err.println(
          "Stopped: Spark ended before the sweep did, as its log says; finished trials are kept,"
              + " and the same command goes on with the rest.");
    }
    end.wallTime().ifPresent(time -> out.println(WallTimeLine.of(time)));
    return end;
  }

  private SweepEnd train(
      TrialTrainer trainer,
      Remainder remainder,
      CompletableFuture<TableRows> before,
      Runnable decoding) {
    // The session ends with the process, because different code in this process may still use it.
    SweepSession session = SweepSession.forSweep(sweep.spec().name());
    session.securityWarning().ifPresent(this::warn);
    if (session.isLocal()) {
      warnOfScalarKernels(trainer.engine().kernels(), CpuTrainer.mendOfScalarKernels());
    }
    Schedule schedule =
        Schedule.of(remainder.missing(), CostModel.DEFAULT, remainder.next().ranges())
            .startingWith(sweep.search().first(remainder.next()));
    announce(remainder, schedule, session);
    decoding.run();
    RunWork work =
        new RunWork(
            schedule, remainder.finished(), before, session.cores(), Varying.of(sweep.spec()));
    try (Progress progress = output.progress(work)) {
      shown = Optional.of(progress);
      return todo.train(session, trainer, listener(progress, session.master()));
    }
  }

  /** Ends the output of a process that is being stopped. */
  private void stopShowing() {
    shown.ifPresent(Progress::close);
    output.broken(
        SweepEnd.Reason.INTERRUPTED.name().toLowerCase(Locale.ROOT), ExitCode.INTERRUPTED.code());
  }

  private void announce(Remainder remainder, Schedule schedule, SweepSession session) {
    double seconds = schedule.elapsedSeconds(session.cores());
    output.started(
        facts(
            remainder.finished(),
            Optional.of(
                new RunOutput.SparkFacts(
                    session.master(),
                    session.cores(),
                    engine.isTimePredicted() ? seconds : Double.NaN))));
    out.printf(
        "%s: training %s on %s (%s), %s%n",
        sweep.spec().name(),
        Show.counted(remainder.missing().size(), "trial"),
        Show.counted(session.cores(), "core"),
        session.master(),
        engine.isTimePredicted()
            ? "about "
                + Show.seconds(seconds)
                + (sweep.spec().search().hasRounds() ? " for the first round" : "")
            : "in a time that is not predicted for this engine");
    if (remainder.finished() > 0) {
      out.println(Show.counted(remainder.finished(), "trial") + " had a row already");
    }
    notes.forEach(out::println);
    out.flush();
  }

  private RunOutput.RunFacts facts(int finished, Optional<RunOutput.SparkFacts> spark) {
    return new RunOutput.RunFacts(
        sweep.spec().name(),
        table.place(),
        sweep.spec().metric().name(),
        engine.name(),
        sweep.trials().size(),
        finished,
        spark,
        taken);
  }

  /** Reports a run that trains nothing, because every trial has its row. */
  void none() {
    output.started(facts(sweep.trials().size(), Optional.empty()));
  }

  private SweepListener listener(Progress progress, String master) {
    return new SweepListener() {
      @Override
      public void started(Trial trial) {
        progress.started(trial.id());
      }

      @Override
      public void progress(TrialProgress now) {
        progress.progressed(now);
      }

      @Override
      public void finished(Acknowledgement a) {
        warnOfScalarKernels(a.kernels(), MEND_ON_CLUSTERS);
        warnOfProcessor(a.kernels());
        progress.finished(a);
      }

      @Override
      public void round(int number, SweepWork.Round round) {
        progress.round(
            number,
            Schedule.of(round.trials(), CostModel.DEFAULT, round.ranges())
                .startingWith(round.first()));
      }

      @Override
      public void waiting(Duration noExecutorFor) {
        warn(
            "No executor of "
                + master
                + " has started for "
                + noExecutorFor.toSeconds()
                + " s; still waiting. They need "
                + SweepRunner.EXECUTORS_NEED);
      }

      @Override
      public void tick() {
        progress.tick();
        page.ifPresent(LivePage::tick);
      }
    };
  }

  /**
   * Warns if trials train with scalar kernels. On a cluster the executors train. They report their
   * kernels with the first finished trial.
   */
  private void warnOfScalarKernels(String kernels, String mend) {
    if (kernels.startsWith(SCALAR) && !warnedOfScalarKernels) {
      warnedOfScalarKernels = true;
      warn(
          "WARNING: training with scalar kernels, which give the same results many times slower."
              + " "
              + mend);
    }
  }

  /** Warns if a trial was to train on a GPU and was trained by the processor. */
  private void warnOfProcessor(String kernels) {
    boolean isOfProcessor = kernels.startsWith(VECTOR) || kernels.startsWith(SCALAR);
    if (engine.trainsOnGpus() && isOfProcessor && !warnedOfProcessor) {
      warnedOfProcessor = true;
      warn(
          "WARNING: the processor trains trials that were to train on a GPU, with equal bits. The"
              + " log of its process says why, and the column engine says which trials.");
    }
  }

  private void warn(String line) {
    shown.ifPresent(Progress::makeRoom);
    err.println(line);
    err.flush();
  }
}
