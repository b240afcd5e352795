package io.github.lstmsweep.spark;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.ResultSchema;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.UnreadableRow;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark SQL over a table: the view {@code trials}, a row a trial, the view {@code epochs}, a row
 * for every epoch of every trial, and the view {@code forecasts}, a row for every value that a
 * trial of a time series is validated on.
 */
public final class TableQueries {
  private static final Set<String> TELLING = Set.of("describe", "desc", "show", "explain");

  private static final Set<String> MISTAKES = Set.of("21", "22", "42");

  private final SparkSession spark;
  private final TrialTable table;
  private final Set<TrialId> readable;
  private final List<UnreadableRow> unreadable;

  /**
   * The answer to a query.
   *
   * @param columns their names
   * @param rows a text for every column; null for SQL's NULL
   */
  public record Answer(List<String> columns, List<List<String>> rows) {}

  /**
   * Looks at the rows; a table without any cannot be queried. Every file is read before, since
   * Spark would give up at one that is broken, or believe it.
   */
  public TableQueries(SparkSession spark, TrialTable table) {
    this.spark = spark;
    this.table = table;
    this.readable = table.finished();
    this.unreadable = table.unfitForOtherReaders(readable);
    unreadable.forEach(row -> readable.remove(row.id()));
    if (readable.isEmpty()) {
      throw noRows();
    }
  }

  /** Registers the views in the session, over others of their names. */
  TableQueries withViews() {
    trials().createOrReplaceTempView("trials");
    spark
        .sql("SELECT trial_id, explode(curve) AS epoch FROM trials")
        .select("trial_id", "epoch.*")
        .createOrReplaceTempView("epochs");
    spark
        .sql("SELECT trial_id, explode(forecasts) AS forecast FROM trials")
        .select("trial_id", "forecast.*")
        .createOrReplaceTempView("forecasts");
    return this;
  }

  private UserException noRows() {
    return unreadable.isEmpty()
        ? UserException.badInput(
            "Cannot query the table " + table.place() + ": must have a finished trial; `run` first")
        : new UserException(ExitCode.STORAGE, UnreadableRow.lines(unreadable));
  }

  /** The files that the views leave out. */
  public List<UnreadableRow> unreadable() {
    return unreadable;
  }

  /** Every row that can be read, with every column; null where a file is older than a column. */
  public Dataset<Row> trials() {
    // Spark takes every folder k=v for a partition, beside which no other file may lie.
    boolean partitions = table.strays().stream().anyMatch(name -> name.contains("="));
    boolean byName = partitions || !unreadable.isEmpty() || table.isCompacted();
    List<String> paths = byName ? table.files(readable) : List.of(table.trials());
    DataFrameReader reader =
        spark
            .read()
            .schema(ResultSchema.sql())
            // A run may set a row aside meanwhile.
            .option("ignoreMissingFiles", true);
    if (!byName) {
      reader = reader.option("pathGlobFilter", TrialTable.rowGlob());
    }
    return reader.parquet(paths.stream().map(TableQueries::literal).toArray(String[]::new));
  }

  /** Spark takes what it reads for a glob. */
  private static String literal(String path) {
    return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  /** Runs one query; whatever else SQL can do is refused and not done. */
  public Answer sql(String query) {
    String sql = query.strip();
    if (sql.isEmpty()) {
      throw noQuery(sql);
    }
    try {
      if (!onlyTells(sql)) {
        requireQuery(sql);
      }
      Dataset<Row> answer = spark.sql(sql);
      return new Answer(List.of(answer.columns()), texts(answer));
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not name.
      throw e instanceof UserException told ? told : failure(sql, e);
    }
  }

  /** Statements that begin so describe something or show a plan, and none does anything. */
  private static boolean onlyTells(String sql) {
    return TELLING.contains(sql.split("\\W", 2)[0].toLowerCase(Locale.ROOT));
  }

  /*
   * Spark does a statement as soon as it is given one, so it is asked before, by the one statement
   * that takes a query, takes nothing but a query, and does not run it. In parentheses, since it
   * would take two words for a table and a column. EXPLAIN takes every statement and does none: it
   * tells another statement from what is no SQL at all.
   */
  private void requireQuery(String sql) {
    try {
      spark.sql("DESCRIBE QUERY (" + sql.replaceFirst("[;\\s]+$", "") + "\n)");
    } catch (Exception e) {
      if (!(e instanceof ParseException)) {
        throw failure(sql, e);
      }
      throw parseFailure(sql).map(no -> failure(sql, no)).orElse(noQuery(sql));
    }
  }

  private Optional<Exception> parseFailure(String sql) {
    try {
      spark.sql("EXPLAIN " + sql);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e).filter(ParseException.class::isInstance);
    }
  }

  private static List<List<String>> texts(Dataset<Row> answer) {
    StructField[] fields = answer.schema().fields();
    // By place: a query may name two columns alike.
    String[] places = new String[fields.length];
    Arrays.setAll(places, i -> "c" + i);
    Dataset<Row> named = answer.toDF(places);
    Column[] texts = new Column[fields.length];
    Arrays.setAll(texts, i -> text(named.col(places[i]), fields[i]));
    List<List<String>> rows = new ArrayList<>();
    for (Row row : named.select(texts).collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < fields.length; i++) {
        values.add(row.getString(i));
      }
      rows.add(values);
    }
    return rows;
  }

  private static Column text(Column column, StructField field) {
    boolean nested =
        field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType
            || field.dataType() instanceof StructType;
    return nested ? functions.to_json(column) : column.cast("string");
  }

  private static UserException noQuery(String sql) {
    return UserException.badInput(
        "Cannot run the SQL \"" + sql + "\": must be a query, such as select * from trials");
  }

  private UserException failure(String sql, Exception e) {
    Throwable cause = e;
    while (!isMistake(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        String.valueOf(cause.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse(cause.getClass().getName())
            // It counts from the start of the statement that was asked.
            .replaceFirst("[;.\\s]*\\(?line \\d+,? pos \\d+\\)?;?\\s*$", "");
    return isMistake(cause)
        ? UserException.badInput("Cannot run the SQL \"" + sql + "\": " + message)
        : UserException.storage(
            "Cannot query the table "
                + table.place()
                + ": "
                + message
                + "; `status` names every row that cannot be read");
  }

  /** SQL's classes of what a query does wrong: cardinality, data, syntax and names. */
  private static boolean isMistake(Throwable e) {
    return e instanceof AnalysisException
        || (e instanceof SparkThrowable told
            && told.getSqlState() != null
            && MISTAKES.contains(told.getSqlState().substring(0, 2)));
  }
}
