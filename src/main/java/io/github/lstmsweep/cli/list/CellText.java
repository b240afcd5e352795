package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.trial.Hyperparameter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats the value of a column for people. */
final class CellText {
  private static final MathContext DIGITS = new MathContext(6);

  /** Smaller and larger numbers have an exponent. */
  private static final double SMALL = 1e-4;

  private static final double LARGE = 1e9;

  private static final Set<String> HYPERPARAMETERS =
      Arrays.stream(Hyperparameter.values()).map(Hyperparameter::key).collect(Collectors.toSet());

  private CellText() {}

  /** Returns a column's value of one row on one line; a dash if the row has none. */
  static String of(Column<?> column, Map<String, Object> values) {
    Object value = values.get(column.name());
    if (value == null) {
      return "-";
    }
    return switch (column.type()) {
      case DOUBLE ->
          HYPERPARAMETERS.contains(column.name()) ? Show.parameter(value) : number((Double) value);
      case TIMESTAMP -> time((Long) value);
      case TEXT -> ControlCharacters.inAList((String) value);
      case INT64, CURVE, FORECASTS -> value.toString();
    };
  }

  /** Formats with six digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Show.parameter(value);
    }
    double size = Math.abs(value);
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    return size != 0 && (size < SMALL || size >= LARGE)
        ? Show.parameter(rounded.doubleValue())
        : (size == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
  }

  /** Formats a time in microseconds since 1970 as UTC, in whole seconds. */
  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
