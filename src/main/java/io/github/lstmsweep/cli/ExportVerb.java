package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TableExportOptions;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.cli.input.Words;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.cli.progress.CountLine;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.export.Export;
import io.github.lstmsweep.sweep.export.Exports;
import io.github.lstmsweep.sweep.export.TableExports;
import io.github.lstmsweep.sweep.export.table.Choice;
import io.github.lstmsweep.sweep.export.table.Destination;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.TableExport;
import io.github.lstmsweep.sweep.export.table.TableTarget;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code export OUT}: writes a trained model as a file that other programs read, or all trials for
 * a program in which people look at them.
 */
@Command(
    name = "export",
    description =
        "Write a trained model to a file that other programs read, or show all trials in another"
            + " program.",
    mixinStandardHelpOptions = true)
final class ExportVerb implements Callable<Integer> {
  private static final String FORCE = "--force";

  @Spec private CommandSpec command;
  @Mixin private TrialInput input;
  @Mixin private TableExportOptions part;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "${bundle:format.names}",
      completionCandidates = Formats.class,
      description =
          "For one model: ${bundle:format.descriptions}. For all trials:"
              + " ${bundle:format.table.descriptions}.")
  private String format;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write: a path, or the URI of one on a Hadoop filesystem. For mlflow, the URL"
              + " of the server.")
  private String to;

  @Option(names = FORCE, description = "Replace the file where it is there already.")
  private boolean force;

  /** Picocli makes one, for the completion by a shell. */
  static final class Formats extends Words {
    Formats() {
      super(
          Stream.concat(
                  Exports.ALL.stream().map(Export::name),
                  TableExports.ALL.stream().map(TableExport::name))
              .toList());
    }
  }

  @Override
  public Integer call() {
    Optional<TableExport> ofTable = TableExports.named(format);
    if (ofTable.isPresent()) {
      return exportTable(ofTable.get()).code();
    }
    exportModel(
        Exports.named(format)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set --format to "
                            + format
                            + ": must be "
                            + Exports.descriptions()
                            + " for one model, or "
                            + TableExports.descriptions()
                            + " for all trials")));
    return ExitCode.OK.code();
  }

  private ExitCode exportTable(TableExport export) {
    TrialInput.NAMES.forEach(
        option -> refuse(option, Exports.names(" or ") + ", which export one model"));
    if (!export.writesFile()) {
      refuse(FORCE, "a format that writes a file");
    }
    Choice choice = part.choice();
    StoredSweep stored = input.open();
    TableTarget target =
        export.open(
            new Destination(
                to,
                part.experiment(stored.spec().name()),
                force ? Destination.Older.REPLACE : Destination.Older.KEEP,
                stored.settings(),
                System.getenv()));
    ExportedTable table = ExportedTable.read(stored, choice);
    String total = " of " + Show.counted(table.trials().size(), "trial") + " exported";
    String written;
    try (CountLine line =
        CountLine.of(command.commandLine().getOut(), command.commandLine().getErr())) {
      written = target.write(table, done -> line.show(Show.count(done) + total));
    }
    command.commandLine().getOut().println(written);
    return UnreadableFiles.tell(
        command.commandLine().getErr(), stored.table(), table.all().unreadable());
  }

  /** Refuses an option that has no meaning for the format. */
  private void refuse(String option, String bound) {
    if (command.commandLine().getParseResult().hasMatchedOption(option)) {
      throw UserException.badInput(
          "Cannot use " + option + " with --format " + format + ": must be " + bound);
    }
  }

  private void exportModel(Export export) {
    TableExportOptions.NAMES.forEach(
        option -> refuse(option, TableExports.names(" or ") + ", which export all trials"));
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
  }
}
