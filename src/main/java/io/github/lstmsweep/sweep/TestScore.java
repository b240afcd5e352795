package io.github.lstmsweep.sweep;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.CorpusBest;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.Spread;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TestResult;
import io.github.lstmsweep.result.TestResult.Score;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.WindowCounts;
import io.github.lstmsweep.train.Evaluation;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores the best trial of a sweep on its test windows. It is measured once, when the sweep is
 * over, for the best alone. It is never measured again, even if a different trial becomes the best.
 */
public final class TestScore {
  private static final String OF_EACH = "the best of each corpus";
  private static final int MOST_CORPORA = 15;

  private final SweepSpec spec;
  private final TrialTable table;
  private final Optional<Configurations> seeds;

  /** A test score of a sweep; {@code seeds} is empty if seeds are not compared. */
  public TestScore(SweepSpec spec, TrialTable table, Optional<Configurations> seeds) {
    this.spec = spec;
    this.table = table;
    this.seeds = seeds;
  }

  /** Returns the stored test score as lines, with a note if a different trial is best now. */
  public List<String> lines(TableRows rows) {
    return table
        .testResult()
        .read()
        .map(
            result ->
                rows.isOfSeveralCorpora() ? linesOfEach(result, rows) : lines(result, best(rows)))
        .orElse(List.of());
  }

  /**
   * Returns the test score of a table's sweep, whose seeds are compared if they vary.
   *
   * @param rows of the table
   */
  public static TestScore of(SweepSpec spec, TrialTable table, TableRows rows) {
    return new TestScore(spec, table, Configurations.of(rows, Varying.of(spec).hyperparameters()));
  }

  /**
   * Measures the best trial, unless the table has a test result.
   *
   * @param trials of the specification
   * @param isFinished whether the sweep has nothing left to train
   */
  public void measure(TableRows rows, CorpusSet data, List<Trial> trials, boolean isFinished) {
    List<TrialRow> best = best(rows);
    boolean hasAll = rows.rows().size() == trials.size() || spec.search().asksForScores();
    boolean isOver = isFinished && hasAll && rows.unreadable().isEmpty();
    if (spec.windows().test() == 0
        || !isOver
        || best.isEmpty()
        || table.testResult().read().isPresent()) {
      return;
    }
    Map<TrialId, Trial> byId = new HashMap<>();
    trials.forEach(trial -> byId.put(trial.id(), trial));
    List<Score> scores = new ArrayList<>();
    for (TrialRow row : best) {
      Trial trial = byId.get(row.id());
      // Only a text has test windows.
      scores.add(score(row, trial, (Corpus) data.of(trial.dataset().corpusSha256())));
    }
    TestResult unused =
        table
            .testResult()
            .publish(
                new TestResult(
                    spec.windows().test(),
                    rows.isOfSeveralCorpora() ? OF_EACH : configuration(best.get(0)),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    scores));
  }

  private Score score(TrialRow row, Trial trial, Corpus corpus) {
    try {
      WindowCounts windows = spec.windows();
      float[] parameters = table.parameters(row);
      double perplexity =
          Evaluation.perplexity(
              trial, corpus, parameters, windows.train() + windows.validation(), windows.test());
      return new Score(
          row.id(),
          row.text("parameters_sha256").orElseThrow(),
          row.validationScore().orElseThrow(),
          perplexity);
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot measure trial "
              + row.id()
              + " on the test windows: its model cannot be read ("
              + Reason.of(e)
              + ")",
          Remedy.of(Remedy.Kind.MODEL_AGAIN));
    }
  }

  /** The row of the best trial of each corpus, or the rows of all its seeds. */
  private List<TrialRow> best(TableRows rows) {
    if (rows.isOfSeveralCorpora()) {
      return CorpusBest.of(rows, Varying.of(spec).hyperparameters()).stream()
          .flatMap(corpus -> corpus.best().stream())
          .toList();
    }
    return seeds.isEmpty()
        ? rows.best().map(List::of).orElse(List.of())
        : seeds.get().best().map(c -> Ranking.ranked(c.rows())).orElse(List.of());
  }

  private String configuration(TrialRow row) {
    return seeds
        .flatMap(Configurations::best)
        .map(Configuration::shown)
        .orElseGet(() -> Varying.of(spec).shown(row));
  }

  /** Perplexities of different texts have no mean, so each corpus has a line. */
  private static List<String> linesOfEach(TestResult result, TableRows rows) {
    Map<TrialId, Score> byId = new HashMap<>();
    result.scores().forEach(score -> byId.put(score.id(), score));
    List<String> lines = new ArrayList<>();
    for (TableRows corpus : rows.byCorpus()) {
      List<Double> scores =
          corpus.rows().stream()
              .filter(row -> byId.containsKey(row.id()))
              .map(row -> byId.get(row.id()).testPerplexity())
              .toList();
      if (!scores.isEmpty()) {
        double mean = scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        lines.add(
            "test perplexity of "
                + TableRows.corpusName(corpus.rows().get(0))
                + ": "
                + (scores.size() == 1 ? "" : "mean ")
                + Show.score(mean)
                + (scores.size() == 1 ? "" : ", n " + Show.count(scores.size())));
      }
    }
    if (lines.size() > MOST_CORPORA) {
      int more = lines.size() - MOST_CORPORA;
      lines.subList(MOST_CORPORA, lines.size()).clear();
      lines.add("... test perplexities of " + Show.count(more) + " more corpora");
    }
    lines.add(
        "The test perplexities are of "
            + Show.counted(result.testWindows(), "test window")
            + "; measured once, "
            + result.measuredAt()
            + ", for what was best then");
    return lines;
  }

  private static List<String> lines(TestResult result, List<TrialRow> best) {
    Spread spread = result.testPerplexity();
    List<String> lines = new ArrayList<>();
    lines.add(
        "test perplexity "
            + (spread.n() == 1
                ? Show.score(spread.mean())
                : "mean "
                    + Show.score(spread.mean())
                    + (Double.isFinite(spread.sd()) ? ", sd " + Show.score(spread.sd()) : "")
                    + ", n "
                    + Show.count(spread.n()))
            + " on "
            + Show.counted(result.testWindows(), "test window")
            + (result.configuration().isEmpty() ? "" : " of " + result.configuration())
            + "; measured once, "
            + result.measuredAt()
            + ", for what was best then");
    if (result.notFinite() > 0) {
      lines.add(
          "The test perplexity"
              + (spread.n() == 1
                  ? ""
                  : " of "
                      + Show.count(result.notFinite())
                      + " of "
                      + Show.counted(spread.n(), "seed"))
              + " is not finite: on the test windows the model's loss overflowed or was no number");
    }
    if (!best.isEmpty() && best.stream().noneMatch(row -> result.isOf(row.id()))) {
      lines.add(
          "Another trial is best now. It is not scored on the test windows, which would then serve"
              + " to choose a model and no longer to test one.");
    }
    return lines;
  }
}
