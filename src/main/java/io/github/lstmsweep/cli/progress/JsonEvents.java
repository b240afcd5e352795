package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.cli.output.HyperparameterJson;
import io.github.lstmsweep.cli.output.JsonLine;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes the events of a run for programs: one JSON object per line. Every object has the keys
 * {@code event} and {@code time}. Nothing follows the event {@code end}. Thread-safe.
 */
final class JsonEvents {
  private final TerminalWriter out;
  private final Clock clock;
  private boolean ended;

  JsonEvents(TerminalWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** The keys and values of an event, in their order. */
  static final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a field. JSON has only finite numbers, so every other number is null. */
    Fields with(String key, Object value) {
      boolean isFinite = !(value instanceof Double number) || Double.isFinite(number);
      values.put(key, isFinite ? value : null);
      return this;
    }

    /** Adds the value of every hyperparameter of the trial's task, as one object. */
    Fields withHyperparameters(Trial trial) {
      return with(
          "hyperparameters", object(trial.dataset().task(), trial.hyperparameters()::value));
    }
  }

  /** Writes an event, unless the run has ended. */
  synchronized void write(String event, Fields fields) {
    if (ended) {
      return;
    }
    Fields all =
        new Fields()
            .with("event", event)
            .with("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    all.values.putAll(fields.values);
    out.println(JsonLine.of(all.values));
    out.flush();
  }

  /** Writes the last event of a run that ended by itself. */
  void end(SweepEnd.Reason reason, int exitCode, TableRows rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    rows.counts().forEach((status, count) -> counts.put(status.name(), count));
    end(
        reason.name().toLowerCase(Locale.ROOT),
        new Fields()
            .with("exit_code", exitCode)
            .with("counts", counts)
            .with("best", rows.best().map(JsonEvents::best).orElse(null)));
  }

  /** Writes the last event of a run that was stopped or that failed. Its rows are not counted. */
  void end(String reason, int exitCode) {
    end(reason, new Fields().with("exit_code", exitCode).with("counts", null).with("best", null));
  }

  private synchronized void end(String reason, Fields fields) {
    Fields all = new Fields().with("reason", reason);
    all.values.putAll(fields.values);
    write("end", all);
    ended = true;
  }

  private static Map<String, Object> best(TrialRow row) {
    return new Fields()
        .with("trial_id", row.id().hex())
        .with("score", row.validationScore().orElse(Double.NaN))
        .with("hyperparameters", object(row.task(), row::hyperparameter))
        .values;
  }

  private static Map<String, Object> object(Task task, Function<Hyperparameter, Object> value) {
    List<Hyperparameter> some =
        Arrays.stream(Hyperparameter.values()).filter(h -> h.isOf(task)).toList();
    return HyperparameterJson.of(some, value);
  }
}
