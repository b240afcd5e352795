package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row read back, without its curve.
 *
 * @param id which trial
 * @param values every other column that is not null: {@code Long}, {@code Double} or {@code
 *     String}; a timestamp as microseconds
 */
public record TrialRow(TrialId id, Map<String, Object> values) {
  /** Keeps its own copy. */
  public TrialRow {
    values = Map.copyOf(values);
    TrialStatus.valueOf(String.valueOf(values.get("status")));
  }

  /** How the trial ended. */
  public TrialStatus status() {
    return TrialStatus.valueOf((String) values.get("status"));
  }

  /** Why the trial is not OK. */
  public Optional<String> statusDetail() {
    return text("status_detail");
  }

  /** The value of {@code h} that the trial ran with; null in rows older than {@code h}. */
  public Object hyperparameter(Hyperparameter h) {
    return values.get(h.key());
  }

  /**
   * What the trial ran with; the default of what its row is older than.
   *
   * @throws IllegalArgumentException where a value is none that this software knows
   */
  public Hyperparameters hyperparameters() {
    Map<Hyperparameter, Object> given = new EnumMap<>(Hyperparameter.class);
    for (Hyperparameter h : Hyperparameter.values()) {
      Object value = values.get(h.key());
      if (value != null) {
        given.put(h, value);
      }
    }
    return Hyperparameters.of(given);
  }

  /** What the trial learned from; empty in rows of another kind. */
  public Optional<Dataset> dataset() {
    try {
      if (task() == Task.TIME_SERIES) {
        return Optional.of(series());
      }
      return Optional.of(
          new Dataset(
              (String) values.get("corpus"),
              (String) values.get("corpus_sha256"),
              (String) values.get("tokens"),
              // Rows older than the column have every token in their vocabulary.
              Math.toIntExact((Long) values.getOrDefault("min_freq", 1L)),
              Math.toIntExact((Long) values.get("vocab_size")),
              Math.toIntExact((Long) values.get("train_windows")),
              Math.toIntExact((Long) values.get("validation_windows")),
              Optional.empty(),
              // Rows older than the columns are of d2l.ai's form, and so is what they write.
              TextForm.ofColumns(values).orElse(TextForm.D2L),
              sampleForm()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private SampleForm sampleForm() {
    SampleForm old = SampleForm.D2L;
    return new SampleForm(
        text("sample_prefix").orElse(old.prefix()),
        Math.toIntExact((Long) values.getOrDefault("sample_length", (long) old.length())),
        number("sample_temperature").orElse(old.temperature()));
  }

  /** What was learned; rows older than the column are of language models. */
  public Task task() {
    return text("task").flatMap(Task::of).orElse(Task.LANGUAGE_MODEL);
  }

  private Dataset series() {
    return Dataset.ofSeries(
        (String) values.get("corpus"),
        (String) values.get("corpus_sha256"),
        new SeriesForm(text("column").orElse(""), (String) values.get("scale")),
        Math.toIntExact((Long) values.get("train_windows")),
        Math.toIntExact((Long) values.get("validation_windows")));
  }

  /** What ranks it, after the last epoch, where the trial is OK: the lower the better. */
  public OptionalDouble validationScore() {
    return number(task().metric());
  }

  /** In training minibatches. */
  public OptionalDouble trainSeconds() {
    return number("train_seconds");
  }

  /** What the model writes. */
  public Optional<String> sample() {
    return text("sample");
  }

  /** The digest of its model's parameters; empty where it has none, or a text of another form. */
  public Optional<ParametersSha256> parametersSha256() {
    return text("parameters_sha256").flatMap(ParametersSha256::parse);
  }

  /** A number of the named column. */
  public OptionalDouble number(String column) {
    return values.get(column) instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  /** A text of the named column. */
  public Optional<String> text(String column) {
    return Optional.ofNullable((String) values.get(column));
  }
}
