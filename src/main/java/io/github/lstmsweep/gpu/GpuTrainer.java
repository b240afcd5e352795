package io.github.lstmsweep.gpu;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.gpu.device.BuildException;
import io.github.lstmsweep.gpu.device.DeviceException;
import io.github.lstmsweep.gpu.pack.DifferentBitsException;
import io.github.lstmsweep.gpu.plan.PackSize;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.PausableTrainer;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains on an OpenCL device. If the device cannot train a trial, the processor does, with equal
 * bits, and the trial's row says so.
 */
public final class GpuTrainer implements PausableTrainer {
  private static final long serialVersionUID = 1L;

  private static final System.Logger LOG = System.getLogger(GpuTrainer.class.getName());
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  /** The engine of each trial of this process, until its row is made. */
  private static final Map<TrialId, EngineVersion> ENGINES = new ConcurrentHashMap<>();

  // Null for none, because an Optional cannot be sent.
  private final Integer wanted;
  private final String gpu;

  /** Trains as many trials of one shape at the same time as fill the device. */
  public GpuTrainer() {
    this(null, null);
  }

  /** Trains up to {@code packSize} trials of one shape at the same time. */
  public GpuTrainer(int packSize) {
    this(packSize, null);
  }

  private GpuTrainer(Integer wanted, String gpu) {
    this.wanted = wanted;
    this.gpu = gpu;
  }

  @Override
  public TrialTrainer on(String address) {
    return new GpuTrainer(wanted, address);
  }

  private Optional<Integer> wanted() {
    return Optional.ofNullable(wanted);
  }

  @Override
  public int packSize() {
    return wanted().orElse(PackSize.LARGEST);
  }

  /** {@inheritDoc} More trials wait in their task, where no time of theirs runs. */
  @Override
  public int packSize(Trial first) {
    try {
      GpuDevice device = GpuDevices.ofThisProcess().at(gpu);
      return Math.max(1, PackSize.on(device.device(), first, wanted()));
    } catch (NoDeviceException e) {
      return 1;
    }
  }

  @Override
  public int groupSize() {
    return PackSize.ofTask(wanted());
  }

  @Override
  public Set<Hyperparameter> freeInPack() {
    return PackSize.free();
  }

  @Override
  public TrainingOutcome train(
      Trial trial,
      TrainingData data,
      Leg leg,
      Deadline deadline,
      Cores cores,
      TrainingListener heard) {
    String why;
    try {
      GpuDevices devices = GpuDevices.ofThisProcess();
      GpuDevice device = devices.take(gpu);
      int places = Math.max(1, PackSize.on(device.device(), trial, wanted()));
      // The time of a trial with a limit runs while it waits, and the processor may keep it.
      IfFull ifFull = deadline.limit().isPresent() ? IfFull.REFUSE : IfFull.WAIT;
      try (GpuModels models = new GpuModels(device, windows(trial), places, ifFull)) {
        TrainingOutcome outcome = new TrainingRun(trial, data, models, deadline).run(leg, heard);
        ENGINES.put(trial.id(), version(device));
        return outcome;
      } finally {
        devices.leave(device);
      }
    } catch (NoDeviceException
        | NoRoomException
        | DifferentBitsException
        | BuildException
        | DeviceException e) {
      why = e.getMessage();
    }
    if (SAID.add(why)) {
      LOG.log(System.Logger.Level.WARNING, "Trials train on the processor: {0}", why);
    }
    CpuTrainer processor = new CpuTrainer();
    ENGINES.put(trial.id(), processor.engine());
    return processor.train(trial, data, leg, deadline, cores, heard);
  }

  /** The number of windows in a trial's largest minibatch. */
  private static int windows(Trial trial) {
    return Math.min(
        trial.hyperparameters().batchSize(),
        Math.max(trial.dataset().trainWindows(), trial.dataset().validationWindows()));
  }

  @Override
  public EngineVersion engine() {
    return EngineVersion.of(GpuEngine.NAME, "opencl", "exact");
  }

  private static EngineVersion version(GpuDevice device) {
    return EngineVersion.of(GpuEngine.NAME, "opencl, " + device.device().described(), "exact");
  }

  @Override
  public EngineVersion engineOf(Trial trial) {
    return Optional.ofNullable(ENGINES.remove(trial.id())).orElseGet(this::engine);
  }

  @Override
  public Team team(int trials) {
    return new GpuTeam(this);
  }

  /** The trials of one task. Each trains on its own thread and waits for nobody. */
  private static final class GpuTeam implements PausableTrainer, TrialTrainer.Team {
    private static final long serialVersionUID = 1L;

    private final GpuTrainer trainer;

    GpuTeam(GpuTrainer trainer) {
      this.trainer = trainer;
    }

    @Override
    public TrainingOutcome train(
        Trial trial,
        TrainingData data,
        Leg leg,
        Deadline deadline,
        Cores cores,
        TrainingListener heard) {
      return trainer.train(trial, data, leg, deadline, cores, heard);
    }

    @Override
    public EngineVersion engine() {
      return trainer.engine();
    }

    @Override
    public EngineVersion engineOf(Trial trial) {
      return trainer.engineOf(trial);
    }

    @Override
    public void leave() {
      // A model leaves its place when its training ends.
    }
  }
}
