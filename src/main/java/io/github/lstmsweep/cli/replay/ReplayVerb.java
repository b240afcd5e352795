package io.github.lstmsweep.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.compare.replay.KnownCurves;
import io.github.lstmsweep.compare.replay.Replayed;
import io.github.lstmsweep.compare.replay.ReplayedCorpora;
import io.github.lstmsweep.compare.replay.Replays;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.sweep.StoredSweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The verb {@code replay OUT}: says what rules that stop trials early would have trained, and which
 * trial they would have found.
 */
@Command(
    name = "replay",
    description =
        "Say what rules that stop trials early would have cost on a finished table, and how good"
            + " their best trial is. Nothing is trained.",
    mixinStandardHelpOptions = true)
public final class ReplayVerb implements Callable<Integer> {
  private static final String FEWEST =
      "at least 4 trials with curves of 4 epochs, and one that is OK";

  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Option(names = "--json", description = "Print one JSON object per rule and line.")
  private boolean json;

  @Option(
      names = "--front",
      description =
          "List the i-Epoch front instead: the cheapest ways to train all trials for some epochs"
              + " and then only the best of them to the end.")
  private boolean front;

  @Mixin private ReplaySettings settings;

  /** Only picocli calls this. */
  ReplayVerb() {}

  @Override
  public Integer call() {
    StoredSweep stored = input.sweep();
    TableRows.WithCurves read = stored.table().rowsWithCurves();
    List<SearchSettings> asked = settings.searches(stored, front);
    PrintWriter print = command.commandLine().getOut();
    if (read.rows().isOfSeveralCorpora()) {
      corpora(print, stored, read, asked);
    } else {
      oneCorpus(print, stored, read, asked);
    }
    print.flush();
    return UnreadableFiles.tell(
            command.commandLine().getErr(), stored.table(), read.rows().unreadable())
        .code();
  }

  private void oneCorpus(
      PrintWriter print,
      StoredSweep stored,
      TableRows.WithCurves read,
      List<SearchSettings> asked) {
    KnownCurves curves = KnownCurves.byId(read.rows().rows(), read.curves());
    if (!Replays.suffice(curves)) {
      throw UserException.badInput(
          "Cannot replay rules on " + stored.table().place() + ": must have " + FEWEST);
    }
    List<Replayed> shown = replayed(curves, asked);
    if (json) {
      shown.forEach(replayed -> print.println(json(replayed, Optional.empty())));
    } else {
      table(print, shown, stored);
    }
    if (!json && asked.size() > 1) {
      print.println(ofSeeds(shown));
    }
  }

  /** Replays the rules within each corpus, and prints their means, or one object for each. */
  private void corpora(
      PrintWriter print,
      StoredSweep stored,
      TableRows.WithCurves read,
      List<SearchSettings> asked) {
    if (front && !json) {
      throw UserException.badInput(
          "Cannot list the front of several corpora: must be --front --json, because each corpus"
              + " has a front of its own");
    }
    List<TableRows> corpora = read.rows().byCorpus();
    List<List<Replayed>> all = new ArrayList<>();
    for (TableRows corpus : corpora) {
      KnownCurves curves = KnownCurves.byId(corpus.rows(), read.curves());
      if (Replays.suffice(curves)) {
        List<Replayed> replayed = replayed(curves, asked);
        all.add(replayed);
        if (json) {
          replayed.forEach(r -> print.println(json(r, Optional.of(corpus.rows().get(0)))));
        }
      }
    }
    if (all.isEmpty()) {
      throw UserException.badInput(
          "Cannot replay rules on " + stored.table().place() + ": must have a corpus of " + FEWEST);
    }
    if (!json) {
      ReplayOfCorpora.lines(ReplayedCorpora.of(all)).forEach(print::println);
    }
    if (all.size() < corpora.size()) {
      command
          .commandLine()
          .getErr()
          .println(
              Show.count(corpora.size() - all.size())
                  + " of "
                  + Show.count(corpora.size())
                  + " corpora are left out: a corpus needs "
                  + FEWEST);
    }
  }

  private List<Replayed> replayed(KnownCurves curves, List<SearchSettings> asked) {
    return asked.isEmpty()
        ? usual(curves)
        : ReplaySettings.rules(asked, curves).stream()
            .map(rule -> Replayed.of(rule, curves))
            .toList();
  }

  private static void table(PrintWriter print, List<Replayed> shown, StoredSweep stored) {
    Varying varying = Varying.of(stored.spec());
    TextTable table =
        new TextTable(
            List.of(
                "rule",
                "tokens",
                "time",
                "whole",
                stored.spec().metric().name(),
                "behind",
                "keeps the best",
                "winner"));
    for (Replayed r : shown) {
      table.row(
          List.of(
              r.rule(),
              ReplayOfCorpora.percent(r.tokens()),
              Double.isFinite(r.seconds()) ? ReplayOfCorpora.percent(r.seconds()) : "-",
              Show.count(r.whole()),
              Show.score(r.score()),
              String.format(Locale.ROOT, "%.2f%%", 100 * r.behind()),
              r.keepsBest() ? "yes" : "no",
              varying.shown(r.winner())));
    }
    table.lines().forEach(print::println);
    shown.stream()
        .flatMap(r -> ReplayOfCorpora.calibration(r.rule(), r.calibration()).stream())
        .forEach(print::println);
  }

  private List<Replayed> usual(KnownCurves curves) {
    Replays replays = Replays.of(curves).orElseThrow();
    return front ? replays.front() : replays.rules();
  }

  private static String ofSeeds(List<Replayed> shown) {
    DoubleSummaryStatistics behind =
        shown.stream().mapToDouble(Replayed::behind).summaryStatistics();
    DoubleSummaryStatistics tokens =
        shown.stream().mapToDouble(Replayed::tokens).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%d seeds: %.2f%% behind on average, %.2f%% at worst; %.1f%% of the tokens on average,"
            + " %.1f%% at most",
        shown.size(),
        100 * behind.getAverage(),
        100 * behind.getMax(),
        100 * tokens.getAverage(),
        100 * tokens.getMax());
  }

  /**
   * Returns one JSON object.
   *
   * @param corpus a row that names the corpus, if there are several
   */
  private static String json(Replayed r, Optional<TrialRow> corpus) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("rule", r.rule());
      if (corpus.isPresent()) {
        json.writeStringField("corpus", corpus.get().text("corpus").orElse(""));
        Optional<String> column = corpus.get().text("column").filter(name -> !name.isEmpty());
        if (column.isPresent()) {
          json.writeStringField("column", column.get());
        }
      }
      json.writeNumberField("tokens", r.tokens());
      if (Double.isFinite(r.seconds())) {
        json.writeNumberField("seconds", r.seconds());
      }
      json.writeNumberField("whole", r.whole());
      json.writeBooleanField("keeps_best", r.keepsBest());
      json.writeStringField("winner", r.winner().id().hex());
      json.writeNumberField("score", r.score());
      json.writeNumberField("behind", r.behind());
      if (r.calibration().forecasts() > 0) {
        json.writeNumberField("forecasts", r.calibration().forecasts());
        json.writeNumberField("forecasts_held", r.calibration().held());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A corpus may have any name.
    return ControlCharacters.escaped(out.toString());
  }
}
