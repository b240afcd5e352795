package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Turns Spark's message about a failed query into one line. */
final class SqlFailure {
  private static final Set<String> MISTAKES = Set.of("21", "22", "42");

  /**
   * The forms of a position in Spark 3.5 and 4: {@code .(line 1, pos 0)}, {@code ; line 1 pos 7;},
   * …
   */
  private static final Pattern POSITION =
      Pattern.compile("[;.\\s]*\\(?line (\\d+),? pos (\\d+)\\)?[;.\\s]*$");

  /** The SQLSTATE, which Spark 4 adds to its message. */
  private static final Pattern STATE = Pattern.compile("[.\\s]*SQLSTATE: \\w+");

  private final TrialTable table;

  SqlFailure(TrialTable table) {
    this.table = table;
  }

  UserException of(String sql, Exception e) {
    Throwable cause = e;
    while (!isMistake(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        String.valueOf(cause.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse(cause.getClass().getName());
    message = STATE.matcher(message).replaceFirst("");
    message = POSITION.matcher(message).replaceFirst(" (line $1, pos $2)");
    return isMistake(cause)
        ? UserException.badInput("Cannot run the SQL \"" + sql + "\": " + message)
        : UserException.storage(
            "Cannot query the table " + table.place() + ": " + message,
            Remedy.of(Remedy.Kind.LIST_UNREADABLE));
  }

  /** Whether the query is at fault, by SQLSTATE class: cardinality, data, syntax and names. */
  private static boolean isMistake(Throwable e) {
    return e instanceof AnalysisException
        || (e instanceof SparkThrowable told
            && told.getSqlState() != null
            && MISTAKES.contains(told.getSqlState().substring(0, 2)));
  }
}
