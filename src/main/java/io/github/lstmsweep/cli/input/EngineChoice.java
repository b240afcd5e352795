package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.nd4j.Dl4j;
import io.github.lstmsweep.nd4j.Dl4jTrainer;
import io.github.lstmsweep.nd4j.Nd4jBackend;
import io.github.lstmsweep.nd4j.Nd4jTrainer;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.train.CpuTrainer;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code run} trains with. */
public final class EngineChoice {
  private static final String AUTO = "auto";
  private static final String CPU = "cpu";
  private static final String ND4J = "nd4j";
  private static final String DL4J = "dl4j";
  private static final int PACK = 32;
  private static final int LARGEST_PACK = 1_024;

  @Option(
      names = "--engine",
      paramLabel = "auto|cpu|nd4j|dl4j",
      description =
          "cpu: this software's kernels, the same bits everywhere; nd4j: array operations on ND4J's"
              + " backend; dl4j: DL4J's own LSTM, slowly; auto (default): nd4j where Spark gives every"
              + " task a GPU, else cpu.")
  private String engine = AUTO;

  @Option(
      names = "--pack",
      paramLabel = "N",
      description =
          "With nd4j: how many trials that differ in lr, gradient_clip and seed only are trained as"
              + " one computation (default: "
              + PACK
              + ").")
  private Optional<Integer> pack = Optional.empty();

  /** Made by picocli only. */
  EngineChoice() {}

  /**
   * The trainer, before Spark starts.
   *
   * @param task of all trials
   */
  public TrialTrainer trainer(Task task, List<Trial> trials) {
    int size = pack.orElse(PACK);
    if (size < 1 || size > LARGEST_PACK) {
      throw UserException.badInput(
          "Cannot set --pack to " + size + ": must be a whole number from 1 to " + LARGEST_PACK);
    }
    Optional<String> gpu = SweepSession.gpuAskedFor();
    String chosen =
        switch (engine) {
          case AUTO -> gpu.isPresent() ? ND4J : CPU;
          case CPU, ND4J, DL4J -> engine;
          default ->
              throw UserException.badInput(
                  "Cannot set --engine to " + engine + ": must be auto, cpu, nd4j or dl4j");
        };
    if (!chosen.equals(ND4J)) {
      gpu.ifPresent(property -> refuseIdleGpu(property, chosen));
      pack.ifPresent(packSize -> refusePack(packSize, chosen));
    }
    if (chosen.equals(CPU)) {
      return new CpuTrainer();
    }
    if (chosen.equals(DL4J)) {
      Dl4j.require("train with the engine dl4j");
      requireLstms(task, trials);
      return new Dl4jTrainer();
    }
    if (task != Task.LANGUAGE_MODEL) {
      throw UserException.badInput(
          "Cannot train a "
              + task.key()
              + " task with the engine nd4j: must be a language-model; --engine cpu trains it");
    }
    Nd4jBackend.require(gpu);
    return new Nd4jTrainer(size);
  }

  private static void requireLstms(Task task, List<Trial> trials) {
    long others =
        task == Task.LANGUAGE_MODEL
            ? trials.stream().filter(trial -> !Dl4jTrainer.has(trial.hyperparameters())).count()
            : trials.size();
    if (others > 0) {
      throw UserException.badInput(
          "Cannot train with the engine dl4j: every trial must be a language model by an LSTM with"
              + " hidden_activation tanh and dropout 0, which is what DL4J has, but "
              + Show.count(others)
              + " of "
              + Show.counted(trials.size(), "trial")
              + (others == 1 ? " is not" : " are not")
              + "; --engine cpu trains them all");
    }
  }

  private static void refuseIdleGpu(String property, String chosen) {
    throw UserException.badInput(
        "Cannot set "
            + property
            + " with --engine "
            + chosen
            + ": must be left out, since the GPU would idle; --engine nd4j trains"
            + " on it");
  }

  private static void refusePack(int size, String chosen) {
    throw UserException.badInput(
        "Cannot set --pack to "
            + size
            + " where the engine is "
            + chosen
            + ": must be left out, or --engine nd4j given");
  }
}
