package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.row.ResultSchema;
import java.util.function.Function;

/**
 * One column of the table, or one field of its curve. Every column is nullable, so that files of
 * older and newer schemas read as one table.
 *
 * @param name its name in Parquet, SQL and every printed table
 * @param type its type in Parquet and SQL
 * @param origin whether two runs of one trial agree on it
 * @param description its description, which the documentation of the table repeats word for word
 * @param value returns a row's value, or null if there is none. Its type follows from {@code type}:
 *     {@code Long}, {@code Double}, {@code String}, {@code Instant}, {@code List<EpochPoint>} or
 *     {@code List<ForecastPoint>}
 * @param <T> the source of the value
 */
public record Column<T>(
    String name, Type type, Origin origin, String description, Function<T, Object> value) {

  /** Whether two runs of one trial agree on a column. */
  public enum Origin {
    /** The trial alone decides it: equal on every cluster. */
    COMPUTED,
    /** It depends on place, time or speed of the run, so it differs between runs. */
    MEASURED
  }

  /** The type of a column's values. */
  public enum Type {
    /** A 64-bit integer. */
    INT64("BIGINT"),
    /** A double; NaN is written as null. */
    DOUBLE("DOUBLE"),
    /** Text in UTF-8. */
    TEXT("STRING"),
    /** A time in microseconds since 1970, UTC. */
    TIMESTAMP("TIMESTAMP"),
    /** An array with one struct per epoch: {@link ResultSchema#epochColumns()}. */
    CURVE("ARRAY<STRUCT>"),
    /** An array with one struct per value: {@link ResultSchema#forecastColumns()}. */
    FORECASTS("ARRAY<STRUCT>");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** Returns the type's name in SQL. */
    public String sql() {
      return sql;
    }
  }
}
