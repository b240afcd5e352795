package io.github.lstmsweep.gpu;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** This software's kernels on OpenCL devices: every trial, with the bits of the processor's. */
public final class GpuEngine implements Engine {
  /** The name on the command line and in the column {@code engine}. */
  public static final String NAME = "gpu";

  private static final String BINDING = "org.lwjgl.opencl.CL";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "this software's kernels on OpenCL devices, with the bits of cpu";
  }

  @Override
  public Optional<String> refusal(Task task, List<Trial> trials) {
    return Optional.empty();
  }

  @Override
  public boolean hasPortableBits() {
    return true;
  }

  @Override
  public boolean isTimePredicted() {
    return false;
  }

  @Override
  public boolean trainsOnGpus() {
    return true;
  }

  @Override
  public boolean canPause() {
    return true;
  }

  @Override
  public boolean packs() {
    return true;
  }

  /**
   * {@inheritDoc} If Spark gives GPUs, they are in executors, and each executor tests its own.
   * Otherwise this process trains, so it must have a device that passes the self-test.
   */
  @Override
  public void requireLibraries(Optional<String> gpu) {
    requireIn(GpuEngine.class.getClassLoader());
    if (gpu.isEmpty()) {
      try {
        GpuDevices.ofThisProcess();
      } catch (NoDeviceException e) {
        throw UserException.badInput(
            "Cannot train with the engine "
                + NAME
                + ": "
                + e.getMessage()
                + "; docs/gpu.md says what it needs");
      }
    }
  }

  static void requireIn(ClassLoader loader) {
    try {
      Class.forName(BINDING, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw UserException.badInput(
          "Cannot train with the engine "
              + NAME
              + " without LWJGL: its jars lwjgl, lwjgl-opencl and the natives of lwjgl must be on"
              + " the class path, or the jar of lstm-sweep, which contains them");
    }
  }

  @Override
  public TrialTrainer trainer() {
    return new GpuTrainer();
  }

  @Override
  public TrialTrainer trainer(int pack) {
    return new GpuTrainer(pack);
  }
}
