package io.github.lstmsweep.sweep.export.optuna;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import io.github.lstmsweep.sweep.export.table.RowColumns;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes the fields of the operation that makes a finished trial. */
final class JournalTrial {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  /** The states of Optuna's {@code TrialState} in which a trial has ended. */
  private enum State {
    COMPLETE(1),
    PRUNED(2),
    FAIL(3);

    private final int number;

    State(int number) {
      this.number = number;
    }

    static State of(TrialStatus status) {
      return switch (status) {
        case OK -> COMPLETE;
        case PAUSED -> PRUNED;
        case DIVERGED, FAILED, OUT_OF_MEMORY, TIMEOUT, CRASHED -> FAIL;
      };
    }
  }

  private JournalTrial() {}

  static Map<String, Object> of(ExportedTrial trial, Distributions distributions) {
    TrialRow row = trial.row();
    OptionalDouble value = value(trial);
    State state = State.of(row.status());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("datetime_start", time(trial.started()));
    fields.put("datetime_complete", time(trial.finished()));
    // Optuna refuses a complete trial without a number.
    fields.put(
        "state", state == State.COMPLETE && value.isEmpty() ? State.FAIL.number : state.number);
    fields.put("value", value.isPresent() ? value.getAsDouble() : null);
    fields.put("values", null);
    fields.put("distributions", distributions.json());
    fields.put("params", distributions.places(trial));
    fields.put("user_attrs", facts(trial, distributions));
    fields.put("system_attrs", Map.of());
    fields.put("intermediate_values", scores(trial));
    return fields;
  }

  /** A pruned trial has the last of its scores, as in Optuna, and a failed one has none. */
  private static OptionalDouble value(ExportedTrial trial) {
    OptionalDouble value =
        switch (State.of(trial.row().status())) {
          case COMPLETE -> trial.row().validationScore();
          case PRUNED ->
              trial.points().stream()
                  .mapToDouble(timed -> timed.point().validationScore())
                  .reduce((first, second) -> second);
          case FAIL -> OptionalDouble.empty();
        };
    return value.isPresent() && Double.isNaN(value.getAsDouble()) ? OptionalDouble.empty() : value;
  }

  private static Map<String, Object> scores(ExportedTrial trial) {
    Map<String, Object> scores = new LinkedHashMap<>();
    trial
        .points()
        .forEach(
            timed ->
                scores.put(String.valueOf(timed.point().epoch()), timed.point().validationScore()));
    return scores;
  }

  private static Map<String, Object> facts(ExportedTrial trial, Distributions distributions) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("trial_id", trial.row().id().hex());
    facts.putAll(RowColumns.facts(trial.row()));
    facts.putAll(RowColumns.causes(trial.row()));
    facts.putAll(RowColumns.numbers(trial.row()));
    facts.keySet().removeAll(distributions.names());
    trial.testPerplexity().ifPresent(score -> facts.put("test_perplexity", score));
    // A page that shows them has no such numbers.
    facts.replaceAll(
        (name, fact) ->
            fact instanceof Double number && !Double.isFinite(number) ? number.toString() : fact);
    return facts;
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
