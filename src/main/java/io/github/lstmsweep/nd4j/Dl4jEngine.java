package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** DL4J's own LSTM: slow, and the opinion of another implementation. */
public final class Dl4jEngine implements Engine {
  /** The name on the command line and in the column {@code engine}. */
  public static final String NAME = "dl4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "DL4J's own LSTM, slowly";
  }

  @Override
  public Optional<String> refusal(Task task, List<Trial> trials) {
    long others =
        task == Task.LANGUAGE_MODEL
            ? trials.stream().filter(trial -> !Dl4jTrainer.has(trial.hyperparameters())).count()
            : trials.size();
    return others == 0
        ? Optional.empty()
        : Optional.of(
            "Cannot train with the engine "
                + NAME
                + ": every trial must be a language model by an LSTM"
                + " with hidden_activation tanh, dropout 0 and keep last, which is what DL4J has, but "
                + Show.count(others)
                + " of "
                + Show.counted(trials.size(), "trial")
                + (others == 1 ? " is not" : " are not"));
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
    return false;
  }

  @Override
  public boolean canPause() {
    return false;
  }

  @Override
  public boolean packs() {
    return false;
  }

  @Override
  public void requireLibraries(Optional<String> gpu) {
    Dl4j.require("train with the engine " + NAME);
  }

  @Override
  public TrialTrainer trainer(int pack) {
    return new Dl4jTrainer();
  }
}
