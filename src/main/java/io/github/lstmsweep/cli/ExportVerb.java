package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.nd4j.Dl4j;
import io.github.lstmsweep.nd4j.Dl4jNetwork;
import io.github.lstmsweep.nd4j.Dl4jZip;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.result.model.ModelMetadata;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.TrainedTrial;
import io.github.lstmsweep.train.Safetensors;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export OUT}: a trained model as a file that other programs read. */
@Command(
    name = "export",
    description = "Write a trained model to a file that other programs read.",
    mixinStandardHelpOptions = true)
final class ExportVerb implements Callable<Integer> {
  private static final String DL4J = "dl4j";
  private static final String RAW = "raw";

  @Spec private CommandSpec command;
  @Mixin private TrialInput input;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "dl4j|raw",
      description =
          "dl4j (a zip for ModelSerializer.restoreMultiLayerNetwork) or raw (float32 arrays behind"
              + " a JSON header, the safetensors format).")
  private String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write: a path, or the URI of one on a Hadoop filesystem.")
  private String to;

  @Option(names = "--force", description = "Replace the file where it is there already.")
  private boolean force;

  @Override
  public Integer call() {
    if (!format.equals(DL4J) && !format.equals(RAW)) {
      throw UserException.badInput(
          "Cannot set --format to "
              + format
              + ": must be "
              + DL4J
              + " or "
              + RAW
              + " (safetensors)");
    }
    if (format.equals(DL4J)) {
      Dl4j.require("export to DL4J");
    }
    TargetFile file = TargetFile.at(to, StorageSettings.ofThisProcess());
    file.requireParent();
    if (force) {
      file.requireNoFolder();
    } else {
      file.requireVacant();
    }
    TrainedTrial trained = input.read();
    byte[] bytes = format.equals(DL4J) ? dl4j(trained) : raw(trained);
    if (force) {
      file.overwrite(bytes);
    } else {
      file.write(bytes);
    }
    command
        .commandLine()
        .getOut()
        .printf(
            "Wrote trial %s as %s to %s: %s, %s%n",
            trained.row().id(),
            format,
            file.place(),
            Show.counted(trained.model().parameters().length, "parameter"),
            Show.counted(bytes.length, "byte"));
    return ExitCode.OK.code();
  }

  private static byte[] raw(TrainedTrial trained) {
    return Safetensors.of(
        ModelMetadata.of(trained.row(), trained.spelling()),
        ParameterArray.of(trained.architecture()),
        trained.model().parameters());
  }

  private static byte[] dl4j(TrainedTrial trained) {
    if (!Dl4jNetwork.has(trained.hyperparameters())) {
      throw UserException.badInput(
          "Cannot export trial "
              + trained.row().id()
              + " to DL4J: must be an LSTM with hidden_activation tanh, which is what DL4J has, but"
              + " has cell "
              + trained.hyperparameters().cell().key()
              + " and hidden_activation "
              + trained.hyperparameters().hiddenActivation().key()
              + "; --format raw takes every model");
    }
    return Dl4jZip.of(
        trained.architecture(),
        trained.model().parameters(),
        ModelMetadata.json(trained.row(), trained.spelling()));
  }
}
