package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Returns the results of {@link Results}. The constants name the seeds with a fault. */
public final class FakeTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  static final long THROWS = 1001;
  static final long FILLS_THE_HEAP = 1002;
  static final long OVERFLOWS_THE_STACK = 1003;
  static final long DIVERGES = 1004;
  static final long HANGS = 1005;
  static final long TELLS = 1006;

  /** The trained tokens that the trial {@link #TELLS} tells. */
  static final long TOKENS = 7;

  /**
   * The seeds in the order in which training began. The list is shared, because tasks run in this
   * process.
   */
  public static final List<Long> TRAINED = new CopyOnWriteArrayList<>();

  @Override
  public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
    return train(trial, corpus, deadline, cores, TrainingListener.NONE);
  }

  @Override
  public TrainingOutcome train(
      Trial trial, TrainingData corpus, Deadline deadline, Cores cores, TrainingListener heard) {
    long seed = trial.hyperparameters().seed();
    TRAINED.add(seed);
    if (seed == THROWS) {
      throw new IllegalStateException("the fake trainer threw");
    } else if (seed == FILLS_THE_HEAP) {
      throw new OutOfMemoryError("Java heap space");
    } else if (seed == OVERFLOWS_THE_STACK) {
      return overflow(seed);
    } else if (seed == DIVERGES) {
      return Results.diverged(seed).ending().training().orElseThrow();
    } else if (seed == TELLS) {
      heard.trained(TOKENS);
      heard.ended(new EpochPoint(1, 10, 9.5, 0.1));
      // The driver looks once per second.
      sleep(Duration.ofMillis(2_500));
    } else if (seed == HANGS) {
      sleep(Duration.ofMinutes(5));
    }
    if (corpus.length() != 4 || deadline.limit().isEmpty()) {
      throw new IllegalStateException("the corpus or the deadline got lost");
    }
    sleep(Duration.ofMillis(20));
    return Results.ok(seed, (double) seed).ending().training().orElseThrow();
  }

  @Override
  public EngineVersion engine() {
    return new EngineVersion("fake", "1", "none", "any-cpu");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static TrainingOutcome overflow(long depth) {
    return overflow(depth + 1);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
