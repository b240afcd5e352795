package io.github.lstmsweep.result.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row that was read back, without its curve.
 *
 * @param id the trial
 * @param values every other column that is not null, as {@code Long}, {@code Double} or {@code
 *     String}; a timestamp is in microseconds
 */
public record TrialRow(TrialId id, Map<String, Object> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map, and throws an exception for an unknown status. */
  public TrialRow {
    values = Map.copyOf(values);
    TrialStatus.valueOf(String.valueOf(values.get("status")));
  }

  /** Returns the trial's status. */
  public TrialStatus status() {
    return TrialStatus.valueOf((String) values.get("status"));
  }

  /**
   * Returns whether the trial has come to an end that can be compared. It is OK, or it stopped
   * early by its own scores; then it is PAUSED and has scores, a sample and a digest like an OK
   * one.
   */
  public boolean isComparable() {
    return status() == TrialStatus.OK
        || (status() == TrialStatus.PAUSED && parametersSha256().isPresent());
  }

  /** Returns why the trial is not OK; empty if it is. */
  public Optional<String> statusDetail() {
    return text("status_detail");
  }

  /** Returns the trial's value of {@code h}; null in rows older than {@code h}. */
  public Object hyperparameter(Hyperparameter h) {
    return values.get(h.key());
  }

  /**
   * Returns the trial's hyperparameters, with defaults for those that the row is too old to have.
   *
   * @throws IllegalArgumentException if this software does not know a value
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

  /** Returns the data that the trial learned from; empty if the row does not describe it. */
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
              // Rows older than these columns have d2l.ai's text form and sample form.
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

  /** Returns the trial's task. Rows older than the column are of language models. */
  public Task task() {
    return text("task").flatMap(Task::of).orElse(Task.LANGUAGE_MODEL);
  }

  private Dataset series() {
    return Dataset.ofSeries(
        (String) values.get("corpus"),
        (String) values.get("corpus_sha256"),
        new SeriesForm(
            text("column").orElse(""),
            inputColumns(),
            SeriesForm.Scale.of((String) values.get("scale"))),
        Math.toIntExact((Long) values.get("train_windows")),
        Math.toIntExact((Long) values.get("validation_windows")));
  }

  /** Returns the names of the columns beside the series. Rows older than the column have none. */
  private List<String> inputColumns() {
    if (text("input_columns").isEmpty()) {
      return List.of();
    }
    try {
      return List.of(JSON.readValue(text("input_columns").get(), String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read input_columns: must be a JSON array", e);
    }
  }

  /** Returns the score by which comparable trials are ranked: lower is better. */
  public OptionalDouble validationScore() {
    return number(task().metric());
  }

  /** Returns the seconds in training minibatches. */
  public OptionalDouble trainSeconds() {
    return number("train_seconds");
  }

  /** Returns the text that the model wrote. */
  public Optional<String> sample() {
    return text("sample");
  }

  /** Returns the digest of the model's parameters; empty if there is none or it is malformed. */
  public Optional<ParametersSha256> parametersSha256() {
    return text("parameters_sha256").flatMap(ParametersSha256::parse);
  }

  /** Returns the number in a column; empty if there is none. */
  public OptionalDouble number(String column) {
    return values.get(column) instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  /** Returns the text in a column; empty if there is none. */
  public Optional<String> text(String column) {
    return Optional.ofNullable((String) values.get(column));
  }
}
