package io.github.lstmsweep.attempt;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingState;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One process's attempt at a trial, without Spark: it claims the trial, trains it and publishes its
 * row. Failures of the trial become its row. Failures of the storage are reported to the driver.
 */
public final class TrialAttempt {
  private final TrialTable table;
  private final Heap heap;
  private final ClaimAhead claims;
  private final Containment containment;
  private final String sweep;
  private final int attempt;
  private final Parts parts;

  /** Makes an attempt by {@code self}, which can train any trial. */
  public TrialAttempt(
      TrialTable table, Heap heap, Claimant self, Containment containment, Name name) {
    this(table, heap, self, containment, name, Parts.WHOLE);
  }

  /**
   * Makes an attempt by {@code self}, which can train any trial.
   *
   * @param parts which epochs of a trial to train now
   */
  public TrialAttempt(
      TrialTable table, Heap heap, Claimant self, Containment containment, Name name, Parts parts) {
    this.parts = parts;
    this.table = table;
    this.heap = heap;
    this.claims = new ClaimAhead(table, self);
    this.containment = containment;
    this.sweep = name.sweep();
    this.attempt = name.attempt();
  }

  /**
   * The parts of trainings to do.
   *
   * @param ranges the epochs to train now; empty for a trial that is trained as a whole
   * @param earlyStop lets a training pause before; empty if nothing does
   * @param checkpoints the time between two stored states of a trial; empty for none
   */
  public record Parts(
      Function<Trial, Optional<EpochRange>> ranges,
      Optional<EarlyStop> earlyStop,
      Function<Trial, Optional<Duration>> checkpoints) {
    static final Parts WHOLE =
        new Parts(trial -> Optional.empty(), Optional.empty(), trial -> Optional.empty());

    /** Returns whether a state of the trial may be in the table. */
    boolean mayHaveState(Trial trial) {
      PausedTrials.Seen seen = seen(trial);
      return seen.hasCheckpoints() || seen.epochs() > 0;
    }

    /** Returns the pause of the trial that the driver saw. */
    PausedTrials.Seen seen(Trial trial) {
      return new PausedTrials.Seen(
          trial.id(),
          ranges.apply(trial).map(EpochRange::after).orElse(0),
          checkpoints.apply(trial).isPresent());
    }
  }

  /**
   * The names that a row records of its attempt.
   *
   * @param sweep the sweep's name
   * @param attempt Spark's number of this try of the task, from 1
   */
  public record Name(String sweep, int attempt) {}

  /** The end of an attempt: the trial has ended, or needs no training, and nobody was told yet. */
  public interface Unpublished {
    /** Publishes the trial's row and returns the acknowledgement for the driver. */
    Acknowledgement publish();
  }

  /**
   * Claims and trains a trial.
   *
   * @param meanwhile runs once the training has started, or before a wait for the heap
   */
  public Unpublished train(Trial trial, TrainingData corpus, Runnable meanwhile)
      throws InterruptedException {
    return train(trial, corpus, false, new Meanwhile(meanwhile, Optional.empty()));
  }

  /**
   * Claims and trains a trial that other trials wait behind. If a process that trained it has died,
   * it is put off, because it might kill this process too.
   *
   * @param meanwhile runs once the training has started, or before a wait for the heap
   */
  public Unpublished trainOrPutOff(Trial trial, TrainingData corpus, Runnable meanwhile)
      throws InterruptedException {
    return train(trial, corpus, true, new Meanwhile(meanwhile, Optional.empty()));
  }

  /** Trains or puts off a trial, and claims the next trial while this one trains. */
  public Unpublished trainOrPutOff(Trial trial, TrainingData corpus, Meanwhile meanwhile)
      throws InterruptedException {
    return train(trial, corpus, true, meanwhile);
  }

  /** Releases the trial that was claimed before its turn, if its turn did not come. */
  public void end() {
    claims.close();
  }

  /**
   * The work to do while a trial trains.
   *
   * @param work runs once the training has started, or before a wait for the heap
   * @param next the next trial, which is claimed meanwhile
   */
  public record Meanwhile(Runnable work, Optional<Trial> next) {}

  private Unpublished train(
      Trial trial, TrainingData corpus, boolean othersWait, Meanwhile meanwhile)
      throws InterruptedException {
    long bytes = ModelMemory.of(trial).heapBytes();
    Heap.Share share = heap.take(bytes <= heap.bytes() ? bytes : 0, meanwhile.work());
    try {
      Claim claim = claims.claim(trial);
      if (othersWait && !claim.deaths().isEmpty()) {
        claim.work().close();
        return () -> Acknowledgement.putOff(trial.id());
      }
      if (Containment.mustBeAlone(claim)) {
        claim.work().close();
        share.close();
        meanwhile.work().run();
        share = heap.takeAll();
        claim = claims.claim(trial);
      }
      return switch (claim.verdict()) {
        case FINISHED -> () -> found(trial);
        case TAKEN -> () -> Acknowledgement.taken(trial.id());
        case OURS -> ours(trial, corpus, claim, new Beside(share, meanwhile));
      };
    } catch (IOException e) {
      return () -> Acknowledgement.notStored(trial.id(), Reason.of(e));
    } finally {
      share.close();
    }
  }

  private record Beside(Heap.Share share, Meanwhile meanwhile) {}

  private Unpublished ours(Trial trial, TrainingData corpus, Claim claim, Beside beside)
      throws IOException, InterruptedException {
    int last = trial.hyperparameters().numEpochs();
    Optional<EpochRange> range = parts.ranges().apply(trial);
    int until = range.map(EpochRange::until).orElse(last);
    Optional<TrainingState> from = Optional.empty();
    try {
      if (until < last && table.pausedTrials().hasReached(parts.seen(trial), until)) {
        claim.work().close();
        return () -> found(trial);
      }
      if (parts.mayHaveState(trial) && containment.canPause()) {
        from = table.pausedTrials().state(parts.seen(trial), until);
      }
    } catch (IOException | RuntimeException e) {
      claim.work().close();
      throw e;
    }
    Leg leg = new Leg(from, until, parts.earlyStop(), checkpoints(trial));
    return trained(new Work(trial, corpus, leg), claim, beside);
  }

  private Optional<Leg.Checkpoints> checkpoints(Trial trial) {
    return parts
        .checkpoints()
        .apply(trial)
        .filter(every -> containment.canPause())
        .map(every -> new Leg.Checkpoints(every, state -> table.checkpoint(trial.id(), state)));
  }

  /** A trial, its data, and the part of its training to do now. */
  private record Work(Trial trial, TrainingData corpus, Leg leg) {}

  private Unpublished trained(Work work, Claim claim, Beside beside) throws InterruptedException {
    Trial trial = work.trial();
    Instant startedAt = Instant.now();
    boolean ended = false;
    try {
      Ending ending =
          containment.ending(
              new Containment.Part(trial, work.corpus(), work.leg()),
              claim,
              beside.share(),
              () -> {
                claim.work().begin();
                beside.meanwhile().work().run();
                beside.meanwhile().next().ifPresent(claims::ask);
              });
      ended = true;
      long end = System.nanoTime();
      Provenance provenance =
          new Provenance(
              containment.engineOf(trial), Claimant.thisHost(), attempt, startedAt, Instant.now());
      Unpublished unpublished =
          () -> publish(new TrialResult(sweep, trial, ending, provenance), claim, end);
      if (beside.share().isAlone()) {
        // The next trial may kill this process, so this row is published first.
        Acknowledgement published = unpublished.publish();
        return () -> published;
      }
      return unpublished;
    } finally {
      if (!ended) {
        claim.work().close();
      }
    }
  }

  private Acknowledgement publish(TrialResult result, Claim claim, long trainingEnd) {
    TrialResult published;
    try {
      published = publish(result, claim);
    } catch (IOException e) {
      return Acknowledgement.notStored(result.trial().id(), Reason.of(e));
    } finally {
      claim.work().close();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - trainingEnd);
    if (!claim.deaths().isEmpty()) {
      acquit(published, claim);
    }
    return Acknowledgement.trained(published, took, containment.takeBorrowedSeconds());
  }

  private void acquit(TrialResult result, Claim claim) {
    if (!result.status().isDecidedByTheTrial()) {
      // It was not trained to its end.
      return;
    }
    try {
      table.claims().acquit(claim.deaths());
    } catch (IOException e) {
      // These deaths then excuse no other trial.
    }
  }

  /**
   * Publishes a result. A model's file is made in memory too. If the memory is too small, the trial
   * ends as {@code OUT_OF_MEMORY}.
   */
  private TrialResult publish(TrialResult result, Claim claim) throws IOException {
    try {
      store(result, claim);
      return result;
    } catch (OutOfMemoryError e) {
      TrialResult withoutModel =
          new TrialResult(
              result.sweep(),
              result.trial(),
              Ending.failed(TrialStatus.OUT_OF_MEMORY, StackText.of(e, TrialAttempt.class)),
              result.provenance());
      store(withoutModel, claim);
      return withoutModel;
    }
  }

  private void store(TrialResult result, Claim claim) throws IOException {
    if (!claim.deaths().isEmpty() && result.status().isDecidedByTheMachine()) {
      table.claims().suspect(claim.deaths());
    }
    table.publish(result, parts.seen(result.trial()));
    if (result.status() != TrialStatus.PAUSED && parts.mayHaveState(result.trial())) {
      clearPauses(result.trial());
    }
  }

  /** Deletes the states and the rows of a paused trial that has ended. */
  private void clearPauses(Trial trial) {
    try {
      table.pausedTrials().clear(parts.seen(trial));
    } catch (IOException e) {
      // They stay until the next run, and no reader takes them for the trial's row.
    }
  }

  private Acknowledgement found(Trial trial) {
    Set<TrialId> id = Set.of(trial.id());
    TableRows rows = table.rows(id);
    if (rows.rows().isEmpty() && parts.ranges().apply(trial).isPresent()) {
      rows = table.rowsWithCurves(Set.of(), id).rows();
    }
    if (!rows.rows().isEmpty()) {
      return Acknowledgement.found(rows.rows().get(0));
    }
    // There is neither a row nor a broken one: another driver has just quarantined it and will
    // train the trial.
    return rows.unreadable().isEmpty()
        ? Acknowledgement.taken(trial.id())
        : Acknowledgement.notStored(trial.id(), rows.unreadable().get(0).line());
  }
}
