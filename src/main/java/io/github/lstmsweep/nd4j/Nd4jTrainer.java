package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains language models as array operations on the ND4J backend of this process: a GPU, or a CPU
 * for comparison. Trials of one shape are packed, so that small models do not leave a large device
 * idle.
 */
public final class Nd4jTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  private final int packSize;
  private final Integer gpu; // null for none, because an Optional cannot be sent

  /** Trains up to {@code packSize} trials of one shape as one computation. */
  public Nd4jTrainer(int packSize) {
    this(packSize, null);
  }

  private Nd4jTrainer(int packSize, Integer gpu) {
    this.packSize = packSize;
    this.gpu = gpu;
  }

  @Override
  public TrialTrainer on(String address) {
    Nd4jBackend.requireCuda(address);
    return new Nd4jTrainer(packSize, Integer.valueOf(address));
  }

  @Override
  public int packSize() {
    return packSize;
  }

  @Override
  public Team team(int trials) {
    return new PackTeam(trials, Optional.ofNullable(gpu));
  }

  @Override
  public TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
    return train(trial, data, deadline, cores, TrainingListener.NONE);
  }

  @Override
  public TrainingOutcome train(
      Trial trial, TrainingData data, Deadline deadline, Cores cores, TrainingListener heard) {
    PackTeam alone = new PackTeam(1, Optional.ofNullable(gpu));
    try {
      return alone.train(trial, data, deadline, cores, heard);
    } finally {
      alone.leave();
    }
  }

  @Override
  public EngineVersion engine() {
    return engine(1);
  }

  static EngineVersion engine(int pack) {
    return EngineVersion.of(
        Nd4jEngine.NAME,
        Nd4j.getBackend().getClass().getSimpleName(),
        "same device and libraries, in a pack of " + pack);
  }

  /** The trials of one pack, each on a thread of its own. */
  private static final class PackTeam implements Team {
    private static final long serialVersionUID = 1L;

    /**
     * The lock of trials that train alone after their pack failed. They train one after the other.
     */
    private static final Object ALONE = new Object();

    private final int trials;
    private final Integer gpu;
    private final transient Pack pack;
    private final transient Set<TrialId> alone = ConcurrentHashMap.newKeySet();

    PackTeam(int trials, Optional<Integer> gpu) {
      this.trials = trials;
      this.gpu = gpu.orElse(null);
      this.pack = new Pack(trials, new DeviceThread(gpu));
    }

    @Override
    public TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
      return train(trial, data, deadline, cores, TrainingListener.NONE);
    }

    @Override
    public TrainingOutcome train(
        Trial trial, TrainingData data, Deadline deadline, Cores cores, TrainingListener heard) {
      try {
        return new TrainingRun(trial, data, pack.maker(), deadline).run(heard);
      } catch (PackFailedException e) {
        if (trials == 1) {
          throw alone(e);
        }
        // Any member may be the cause. Alone, each fails only by its own fault.
        alone.add(trial.id());
        synchronized (ALONE) {
          return new Nd4jTrainer(1, gpu).train(trial, data, deadline, cores, heard);
        }
      }
    }

    private static RuntimeException alone(PackFailedException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return e.getCause() instanceof RuntimeException exception ? exception : e;
    }

    @Override
    public void leave() {
      pack.leave();
    }

    @Override
    public EngineVersion engine() {
      return Nd4jTrainer.engine(trials);
    }

    @Override
    public EngineVersion engineOf(Trial trial) {
      return alone.contains(trial.id()) ? Nd4jTrainer.engine(1) : engine();
    }
  }
}
