package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Does for real what a bad trial does. The seed of the trial selects the fault. */
final class BadTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  /**
   * The first seed of a bad trial. Smaller seeds are good trials, which take some time and memory.
   */
  static final long FIRST = 1_000;

  /** The faults of a trial, each with its seed. */
  enum Fault {
    DIVERGES(1001, TrialStatus.DIVERGED),
    THROWS(1002, TrialStatus.FAILED),
    FILLS_THE_HEAP(1003, TrialStatus.OUT_OF_MEMORY),
    OVERFLOWS_THE_STACK(1004, TrialStatus.FAILED),
    MISSES_ITS_DEADLINE(1005, TrialStatus.TIMEOUT),
    HANGS(1006, TrialStatus.TIMEOUT),
    KILLS_ITS_PROCESS(1007, TrialStatus.CRASHED);

    private final long seed;
    private final TrialStatus status;

    Fault(long seed, TrialStatus status) {
      this.seed = seed;
      this.status = status;
    }

    /** Returns the status in the row of such a trial. */
    TrialStatus status() {
      return status;
    }

    Trial trial() {
      return Results.trial(seed);
    }
  }

  @Override
  public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
    long seed = trial.hyperparameters().seed();
    if (seed < FIRST) {
      return good(seed);
    }
    Fault fault =
        Arrays.stream(Fault.values()).filter(f -> f.seed == seed).findFirst().orElseThrow();
    // The test reads this line, because a fault that did not fire proves nothing.
    System.out.println("FAULT " + fault);
    return switch (fault) {
      case DIVERGES -> Results.diverged(seed).ending().training().orElseThrow();
      case THROWS -> throw new IllegalStateException("thrown by a trial");
      case FILLS_THE_HEAP -> fillTheHeap();
      case OVERFLOWS_THE_STACK -> overflow(0);
      case MISSES_ITS_DEADLINE -> untilTheDeadline(deadline);
      case HANGS -> hang();
      case KILLS_ITS_PROCESS -> kill();
    };
  }

  @Override
  public EngineVersion engine() {
    return new EngineVersion("bad", "1", "none", "any-cpu");
  }

  private static TrainingOutcome good(long seed) {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      held.add(new byte[1 << 18]);
      pause();
    }
    return Results.ok(seed, held.size()).ending().training().orElseThrow();
  }

  private static TrainingOutcome fillTheHeap() {
    List<byte[]> held = new ArrayList<>();
    while (!held.isEmpty() || held.isEmpty()) {
      held.add(new byte[1 << 18]);
    }
    throw new IllegalStateException("a heap without end");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static TrainingOutcome overflow(int depth) {
    return overflow(depth + 1);
  }

  private static TrainingOutcome untilTheDeadline(Deadline deadline) {
    while (!deadline.passed()) {
      pause();
    }
    return new TrainingOutcome(
        TrialStatus.TIMEOUT, "in time", List.of(), Optional.empty(), new Timing(1, 0, 1, 0));
  }

  private static TrainingOutcome hang() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static TrainingOutcome kill() {
    pause();
    Runtime.getRuntime().halt(137);
    throw new IllegalStateException("a process without end");
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
