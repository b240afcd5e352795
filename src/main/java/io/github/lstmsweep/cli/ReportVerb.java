package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.report.Comparison;
import io.github.lstmsweep.report.LiveReport;
import io.github.lstmsweep.report.Page;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.StoredSummary;
import io.github.lstmsweep.sweep.StoredSweep;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The verb {@code report OUT…}: writes the results of a table as a page into it, or a page that
 * compares several tables.
 */
@Command(
    name = "report",
    description =
        "Write report.html into the table: the answer, influences, curves, samples, failures, all"
            + " trials. With several tables, write one page that compares them.",
    mixinStandardHelpOptions = true)
final class ReportVerb implements Callable<Integer> {
  private static final String COMPARISON = "comparison.html";
  private static final int LONGEST_SECONDS = 3_600;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "OUT",
      description = "The table: what run was given as --out. Several tables are compared.")
  private List<String> outs;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "The page to write (default: report.html in the table; comparison.html in this folder for"
              + " several tables). An older page is replaced.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "10",
      paramLabel = "SECONDS",
      description =
          "Write the page again every SECONDS (default: 10) until every trial has a row. An open"
              + " browser loads it again by itself.")
  private Optional<Integer> watch = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    StorageSettings settings = StorageSettings.ofThisProcess();
    List<StoredSweep> stored = outs.stream().map(out -> StoredSweep.open(out, settings)).toList();
    if (watch.isPresent()) {
      return watch(stored, watch.get(), settings);
    }
    List<SweepSummary> summaries = stored.stream().map(StoredSummary::of).toList();
    String page = summaries.size() == 1 ? Page.of(summaries.get(0)) : Comparison.of(summaries);
    String place =
        summaries.size() == 1 && to.isEmpty()
            ? stored.get(0).table().publishReport(page)
            : write(to.orElse(COMPARISON), page, settings);
    command.commandLine().getOut().println("Wrote " + place);
    ExitCode worst = ExitCode.OK;
    for (int i = 0; i < stored.size(); i++) {
      ExitCode code =
          UnreadableFiles.tell(
              command.commandLine().getErr(),
              stored.get(i).table(),
              summaries.get(i).table().rows().unreadable());
      worst = code == ExitCode.OK ? worst : code;
    }
    return worst.code();
  }

  private static String write(String file, String page, StorageSettings settings) {
    TargetFile target = TargetFile.at(file, settings);
    target.requireParent();
    target.requireNoFolder();
    target.overwrite(page.getBytes(StandardCharsets.UTF_8));
    return target.place();
  }

  private Integer watch(List<StoredSweep> stored, int seconds, StorageSettings settings)
      throws InterruptedException {
    if (stored.size() > 1) {
      throw UserException.badInput("Cannot use --watch with several tables: must be one table");
    }
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw UserException.badInput(
          "Cannot set --watch to " + seconds + ": must be a number of seconds from 1 to 3600");
    }
    PrintWriter print = command.commandLine().getOut();
    StoredSweep table = stored.get(0);
    boolean isFirst = true;
    while (true) {
      SweepSummary summary = StoredSummary.of(table);
      String page = LiveReport.of(summary, Duration.ofSeconds(seconds));
      String place =
          to.isPresent() ? write(to.get(), page, settings) : table.table().publishReport(page);
      if (isFirst) {
        print.println("Wrote " + place);
        isFirst = false;
      }
      if (LiveReport.isComplete(summary)) {
        print.println("The table is complete, and so is the page");
        return UnreadableFiles.tell(
                command.commandLine().getErr(), table.table(), summary.table().rows().unreadable())
            .code();
      }
      print.flush();
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    }
  }
}
