package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.row.ResultSchema;
import java.util.function.Function;

/**
 * One column of the table, or one field of its curve. Every column is nullable, so that files of
 * older and newer schemas read as one table.
 *
 * @param name in Parquet, SQL and every printed table
 * @param type in Parquet and SQL
 * @param origin whether two runs of one trial agree on it
 * @param description for the documentation of the table
 * @param value of a row, null where it has none: {@code Long}, {@code Double}, {@code String},
 *     {@code Instant}, {@code List<EpochPoint>} or {@code List<ForecastPoint>}, by its type
 * @param <T> what the value is taken from
 */
public record Column<T>(
    String name, Type type, Origin origin, String description, Function<T, Object> value) {

  /** Whether two runs of one trial agree on a column. */
  public enum Origin {
    /** Decided by the trial alone: equal on every cluster. */
    COMPUTED,
    /** Says where, when or how fast it ran: differs from run to run. */
    MEASURED
  }

  /** What a column holds. */
  public enum Type {
    /** A whole number, 64 bits. */
    INT64("BIGINT"),
    /** A double; NaN is written as null. */
    DOUBLE("DOUBLE"),
    /** UTF-8. */
    TEXT("STRING"),
    /** Microseconds since 1970, UTC. */
    TIMESTAMP("TIMESTAMP"),
    /** An array with a struct for every epoch: {@link ResultSchema#epochColumns()}. */
    CURVE("ARRAY<STRUCT>"),
    /** An array with a struct for every value: {@link ResultSchema#forecastColumns()}. */
    FORECASTS("ARRAY<STRUCT>");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }
  }
}
