package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.cli.input.Words;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.export.Export;
import io.github.lstmsweep.sweep.export.Exports;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export OUT}: writes a trained model as a file that other programs read. */
@Command(
    name = "export",
    description = "Write a trained model to a file that other programs read.",
    mixinStandardHelpOptions = true)
final class ExportVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TrialInput input;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "${bundle:format.names}",
      completionCandidates = Formats.class,
      description = "${bundle:format.descriptions}.")
  private String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write: a path, or the URI of one on a Hadoop filesystem.")
  private String to;

  @Option(names = "--force", description = "Replace the file where it is there already.")
  private boolean force;

  /** Picocli makes one, for the completion by a shell. */
  static final class Formats extends Words {
    Formats() {
      super(Exports.ALL.stream().map(Export::name).toList());
    }
  }

  @Override
  public Integer call() {
    Export export =
        Exports.named(format)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set --format to "
                            + format
                            + ": must be "
                            + Exports.descriptions()));
    export.requireLibraries();
    TargetFile file = TargetFile.at(to, StorageSettings.ofThisProcess());
    file.requireParent();
    if (force) {
      file.requireNoFolder();
    } else {
      file.requireVacant();
    }
    TrainedNetwork trained = input.readNetwork();
    Optional<String> refusal = export.refusal(trained);
    if (refusal.isPresent()) {
      throw UserException.badInput(
          "Cannot export trial "
              + trained.row().id()
              + " as "
              + format
              + ": "
              + refusal.get()
              + "; --format "
              + Exports.ofEveryModel().name()
              + " takes every model");
    }
    byte[] bytes = export.bytes(trained);
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
}
