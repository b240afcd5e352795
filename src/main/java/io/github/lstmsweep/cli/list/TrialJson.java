package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.cli.output.JsonLine;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.EpochPoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes everything about one trial for programs: one line of JSON, with the names of the table's
 * columns as keys. The forecasts of a time series are left out.
 */
final class TrialJson {
  private TrialJson() {}

  /** Returns the trial as one line of JSON. */
  static String of(WholeTrial trial) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Column<TrialResult> column : ResultSchema.columns()) {
      switch (column.type()) {
        case CURVE ->
            json.put(column.name(), trial.curve().stream().map(TrialJson::epoch).toList());
        case FORECASTS -> {}
        case INT64, DOUBLE, TEXT, TIMESTAMP -> json.put(column.name(), value(trial, column));
      }
    }
    trial.testScore().ifPresent(score -> json.put("test_perplexity", score.testPerplexity()));
    return JsonLine.of(json);
  }

  private static Object value(WholeTrial trial, Column<TrialResult> column) {
    if (column.name().equals("trial_id")) {
      return trial.row().id().hex();
    }
    Object value = trial.row().values().get(column.name());
    return value != null && column.type() == Column.Type.TIMESTAMP
        ? Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString()
        : value;
  }

  private static Map<String, Object> epoch(EpochPoint point) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", point.epoch());
    json.put("train_" + point.task().score(), point.trainScore());
    json.put(point.task().metric(), point.validationScore());
    json.put("seconds", point.seconds());
    return json;
  }
}
