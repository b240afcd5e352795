package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** Array operations on ND4J's backend: language models, on GPUs too, several as one computation. */
public final class Nd4jEngine implements Engine {
  /** The name on the command line and in the column {@code engine}. */
  public static final String NAME = "nd4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "array operations on ND4J's backend";
  }

  @Override
  public Optional<String> refusal(Task task, List<Trial> trials) {
    if (trials.stream().anyMatch(trial -> trial.hyperparameters().keep() == Keep.BEST)) {
      return Optional.of(
          "Cannot train with keep "
              + Keep.BEST.key()
              + " with the engine "
              + NAME
              + ": must be "
              + Keep.LAST.key());
    }
    return task == Task.LANGUAGE_MODEL
        ? Optional.empty()
        : Optional.of(
            "Cannot train a "
                + task.key()
                + " task with the engine "
                + NAME
                + ": must be a "
                + Task.LANGUAGE_MODEL.key());
  }

  @Override
  public boolean hasPortableBits() {
    return false;
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
    return false;
  }

  @Override
  public boolean packs() {
    return true;
  }

  @Override
  public void requireLibraries(Optional<String> gpu) {
    Nd4jBackend.require(gpu);
  }

  @Override
  public TrialTrainer trainer(int pack) {
    return new Nd4jTrainer(pack);
  }
}
