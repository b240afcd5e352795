package io.github.lstmsweep.train.engine;

import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** The kernels of this software: they train every trial, with the same bits on every CPU. */
public final class CpuEngine implements Engine {
  @Override
  public String name() {
    return CpuTrainer.NAME;
  }

  @Override
  public String description() {
    return "this software's kernels, with the same bits on every CPU";
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
    return true;
  }

  @Override
  public boolean trainsOnGpus() {
    return false;
  }

  @Override
  public boolean canPause() {
    return true;
  }

  @Override
  public boolean packs() {
    return false;
  }

  @Override
  public void requireLibraries(Optional<String> gpu) {
    // The kernels are part of this software.
  }

  @Override
  public TrialTrainer trainer(int pack) {
    return new CpuTrainer();
  }
}
