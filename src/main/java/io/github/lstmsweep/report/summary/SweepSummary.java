package io.github.lstmsweep.report.summary;

import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.CorpusBest;
import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.compare.importance.Factors;
import io.github.lstmsweep.compare.importance.MainEffects;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The facts that a page shows, and the words that all of its sections share. */
public final class SweepSummary {
  private final Table table;
  private final Map<TrialId, List<EpochPoint>> curves;
  private final List<ForecastPoint> forecasts;
  private final List<String> test;
  private final Map<TrialId, Integer> places = new HashMap<>();
  private final Optional<Configurations> configurations;
  private final List<TrialRow> ranked;
  private final List<TrialRow> rows;
  private final Map<Measure, MainEffects> effects = new EnumMap<>(Measure.class);
  private final Map<Hyperparameter, SortedMap<Object, List<TrialRow>>> byValue = new HashMap<>();

  /**
   * A table, with what its specification says.
   *
   * @param name of the sweep
   * @param place of the table, for people
   * @param expected number of trials in the specification
   * @param left number of trials that the sweep trains next; 0 if it is complete
   * @param rows the rows that exist
   * @param varying hyperparameters that distinguish the trials
   * @param factors the same hyperparameters; tied ones are one factor
   * @param notes sentences about the search for the head of a page
   */
  public record Table(
      String name,
      String place,
      int expected,
      int left,
      TableRows rows,
      Varying varying,
      Factors factors,
      List<String> notes) {
    /** Copies the sentences. */
    public Table {
      notes = List.copyOf(notes);
    }

    /** Describes the table of a grid without ties. */
    public Table(String name, String place, int expected, TableRows rows, Varying varying) {
      this(
          name,
          place,
          expected,
          Math.max(0, expected - rows.rows().size() - rows.unreadable().size()),
          rows,
          varying,
          Factors.of(rows.rows(), varying.hyperparameters()),
          List.of());
    }
  }

  /**
   * Collects the facts.
   *
   * @param curves learning curves of the trials
   * @param forecasts of the best trial on a time series; none for a text
   * @param test lines about the best trial's score on the test windows; none if unknown
   */
  public SweepSummary(
      Table table,
      Map<TrialId, List<EpochPoint>> curves,
      List<ForecastPoint> forecasts,
      List<String> test) {
    this.table = table;
    this.curves = Map.copyOf(curves);
    this.forecasts = List.copyOf(forecasts);
    this.test = List.copyOf(test);
    this.configurations = Configurations.of(table.rows(), table.varying().hyperparameters());
    this.ranked = table.rows().ranked();
    this.rows =
        table.rows().isOfSeveralCorpora()
            ? table.rows().byCorpus().stream().flatMap(corpus -> corpus.rows().stream()).toList()
            : table.rows().rows();
    for (TrialRow row : rows) {
      places.put(row.id(), places.size());
    }
  }

  /** Returns the table. */
  public Table table() {
    return table;
  }

  /**
   * Returns all rows: first those that rank, best first, then the others. The rows of several
   * corpora are sorted within each.
   */
  public List<TrialRow> rows() {
    return rows;
  }

  /** Returns whether the rows are of several corpora, whose scores cannot be compared. */
  public boolean isOfSeveralCorpora() {
    return table.rows().isOfSeveralCorpora();
  }

  /** Returns the best of each corpus, in the order of their names. */
  public List<CorpusBest> corpora() {
    return CorpusBest.of(table.rows(), varying());
  }

  /** Returns the rows that rank, best first. */
  public List<TrialRow> ranked() {
    return ranked;
  }

  /** Returns the rows at each value of a hyperparameter, in the order of the values. */
  public SortedMap<Object, List<TrialRow>> byValue(Hyperparameter h) {
    return byValue.computeIfAbsent(h, of -> Values.of(rows(), of));
  }

  /** Returns the hyperparameters that distinguish the trials. */
  public List<Hyperparameter> varying() {
    return table.varying().hyperparameters();
  }

  /** Returns those of {@link #varying} that are no repetition. */
  public List<Hyperparameter> axes() {
    return varying().stream().filter(h -> h != Hyperparameter.SEED).toList();
  }

  /** Returns the training seconds without Java's warm-up, if all ranked trials have them. */
  public Measure seconds() {
    return ranked().stream().allMatch(row -> Measure.WARM_SECONDS.of(row).isPresent())
        ? Measure.WARM_SECONDS
        : Measure.SECONDS;
  }

  /** Returns the trials at each value of each parameter except the seed. */
  public MainEffects effects(Measure measure) {
    return effects.computeIfAbsent(
        measure, of -> MainEffects.of(rows(), table.factors().withoutSeed(), of));
  }

  /** Returns the learning curves of all trials. */
  public Map<TrialId, List<EpochPoint>> curves() {
    return curves;
  }

  /** Returns the points of a trial's learning curve; none if they are unknown. */
  public List<EpochPoint> curve(TrialRow row) {
    return curves.getOrDefault(row.id(), List.of());
  }

  /** Returns the forecasts of the best trial. */
  public List<ForecastPoint> forecasts() {
    return forecasts;
  }

  /** Returns lines about the best trial's score on the test windows. */
  public List<String> test() {
    return test;
  }

  /** Returns the configurations over their seeds; empty if the seed does not vary. */
  public Optional<Configurations> configurations() {
    return configurations;
  }

  /** Returns the task, which all rows of a table share. */
  public Task task() {
    return rows().stream().findFirst().map(TrialRow::task).orElse(Task.LANGUAGE_MODEL);
  }

  /** Returns {@code perplexity} or {@code RMSE}. */
  public String score() {
    return task() == Task.LANGUAGE_MODEL ? "perplexity" : "RMSE";
  }

  /** Returns {@code validation perplexity} or {@code validation RMSE}. */
  public String validationScore() {
    return "validation " + score();
  }

  /** Returns the score of a row that ranks. */
  public double scoreOf(TrialRow row) {
    return Ranking.score(row).orElseThrow();
  }

  /** Returns the values that distinguish a trial, such as {@code lr 1, num_steps 8}. */
  public String configuration(TrialRow row) {
    return varying().isEmpty()
        ? row.id().hex().substring(0, 8)
        : varying().stream()
            .map(h -> h.key() + " " + Show.parameter(row.hyperparameter(h)))
            .collect(Collectors.joining(", "));
  }

  /** Returns the places of rows in {@link #rows}, with blanks between them. */
  public String places(Collection<TrialRow> rows) {
    return rows.stream()
        .map(row -> places.get(row.id()))
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** Returns the place of a row in {@link #rows}. */
  public String place(TrialRow row) {
    return String.valueOf(places.get(row.id()));
  }
}
