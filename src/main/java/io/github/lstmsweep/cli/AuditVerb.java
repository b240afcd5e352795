package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TableInput;
import io.github.lstmsweep.cli.output.AuditJson;
import io.github.lstmsweep.cli.output.Remedies;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.search.LeftOut;
import io.github.lstmsweep.sweep.SearchState;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.TrialId;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit OUT}: checks that every expected row is there, exactly once and complete. */
@Command(
    name = "audit",
    description = "Read every row and model, and say what is missing, twice or not whole.",
    mixinStandardHelpOptions = true)
final class AuditVerb implements Callable<Integer> {
  private static final int LISTED = 20;

  @Spec private CommandSpec command;
  @Mixin private TableInput input;

  @Option(names = "--json", description = "Print all of it as one JSON object.")
  private boolean json;

  @Option(
      names = "--set-aside",
      description =
          "Move corrupt rows and models to _quarantine, so that the next run trains those trials.")
  private boolean setAside;

  @Override
  public Integer call() {
    StoredSweep stored = input.open();
    SearchState search = SearchState.of(stored, datasets(stored));
    AuditReport report = stored.table().upkeep().audit(search.trials(), search.next());
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(
          AuditJson.of(stored, report, search.leftOut().map(LeftOut::trials).orElse(List.of())));
    } else {
      print(out, stored, report);
      search.leftOut().map(LeftOut::line).ifPresent(out::println);
    }
    out.flush();
    if (setAside) {
      stored.table().upkeep().setAside(report).forEach(command.commandLine().getErr()::println);
    }
    return exitCode(report.verdict()).code();
  }

  /**
   * The data of the table's trials, which decides their ids. If a corpus cannot be read, as after a
   * move of the table, these are the datasets that the rows name.
   */
  private List<Dataset> datasets(StoredSweep stored) {
    try {
      return SweepDataset.all(stored.spec(), input.data(stored));
    } catch (UserException e) {
      if (input.isCorpusNamed()) {
        throw e;
      }
      List<Dataset> datasets = SweepDataset.ofRows(stored).orElseThrow(() -> e);
      command
          .commandLine()
          .getErr()
          .println(
              String.join(System.lineSeparator(), Remedies.lines(e))
                  + (datasets.size() == 1
                      ? "; taking the text that all rows name, of SHA-256 "
                          + datasets.get(0).corpusSha256()
                      : "; taking the " + datasets.size() + " corpora that the rows name"));
      return datasets;
    }
  }

  private static ExitCode exitCode(AuditReport.Verdict verdict) {
    return switch (verdict) {
      case WHOLE -> ExitCode.OK;
      case INCOMPLETE -> ExitCode.TRIALS_NOT_OK;
      case DAMAGED -> ExitCode.STORAGE;
    };
  }

  private static void print(PrintWriter out, StoredSweep stored, AuditReport report) {
    line(out, "table", stored.table().place());
    line(out, "name", stored.spec().name());
    line(out, "expected", Show.count(report.expected()));
    line(out, "found", Show.count(report.found()));
    line(out, "missing", Show.count(report.missing().size()));
    line(out, "duplicate", Show.count(report.duplicate().size()));
    line(out, "corrupt", Show.count(report.corrupt().size()));
    line(out, "unexpected", Show.count(report.unexpected().size()));
    line(out, "orphan models", Show.count(report.orphanModels().size()));
    out.println();
    list(out, "missing", report.missing().stream().map(TrialId::hex).toList());
    list(out, "duplicate", texts(report.duplicate()));
    list(out, "corrupt", texts(report.corrupt()));
    list(out, "unexpected", texts(report.unexpected()));
    list(out, "orphan model", report.orphanModels());
    out.println(
        switch (report.verdict()) {
          case WHOLE -> "Whole: every expected row is there once.";
          case INCOMPLETE -> "Incomplete: what is there is whole, and `run` trains the rest.";
          case DAMAGED -> damaged(report);
        });
  }

  private static String damaged(AuditReport report) {
    if (!report.corrupt().isEmpty()) {
      return "Damaged: --set-aside moves what is corrupt to _quarantine, and `run` trains it"
          + " again.";
    }
    boolean onlyRows = report.unexpected().stream().noneMatch(f -> f.trial().isEmpty());
    return onlyRows
        ? "Damaged: there are rows that the specification does not ask for; move them elsewhere."
        : "Damaged: there are files among the rows that no table has; move them elsewhere.";
  }

  private static List<String> texts(List<Finding> findings) {
    return findings.stream().map(finding -> finding.file() + ": " + finding.problem()).toList();
  }

  private static void list(PrintWriter out, String what, List<String> items) {
    items.stream().limit(LISTED).forEach(item -> out.println(what + "  " + item));
    if (items.size() > LISTED) {
      out.println("... " + Show.count(items.size() - LISTED) + " more (--json lists them)");
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-15s%s%n", name, value);
  }
}
