package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Runs Spark SQL over a table. The view {@code trials} has one row per trial, and {@code epochs}
 * one row per epoch of each trial. The view {@code forecasts} has one row for each value that a
 * trial of a time series is validated on. Queries come from anywhere, so they reach nothing else.
 */
public final class TableQueries {
  /** The names of the views. */
  public static final List<String> VIEWS = List.of("trials", "epochs", "forecasts");

  private final SparkSession spark;
  private final TrialTable table;
  private final TableReader rows;
  private final Set<Object> files;

  /**
   * The answer to a query.
   *
   * @param columns the names of the columns
   * @param kinds what the texts of each column stand for
   * @param rows a text for every column of every row; null for SQL's NULL
   */
  public record Answer(List<String> columns, List<Kind> kinds, List<List<String>> rows) {}

  /** The meaning of the texts of a column. */
  public enum Kind {
    /** A number, {@code NaN}, {@code Infinity} or {@code -Infinity}. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** An array, a map or a struct as JSON. */
    JSON,
    /** Any other type. */
    TEXT
  }

  /**
   * Checks the rows and makes the views.
   *
   * @throws UserException if the table has no readable row
   */
  public TableQueries(SparkSession running, TrialTable table) {
    this.spark = ofItsOwn(running);
    this.table = table;
    this.rows = new TableReader(spark, table);
    Dataset<Row> trials = rows.trials();
    this.files = AnalyzedRules.filesOf(trials.queryExecution().analyzed());
    trials.createOrReplaceTempView("trials");
    exploded("curve", "epoch").createOrReplaceTempView("epochs");
    exploded("forecasts", "forecast").createOrReplaceTempView("forecasts");
  }

  /** Makes a session without the views, functions and settings of {@code running}. */
  private static SparkSession ofItsOwn(SparkSession running) {
    SparkSession spark = running.newSession();
    // Otherwise "${env:HOME}" is the value of a variable, and text.`/etc/passwd` is a relation.
    spark.conf().set("spark.sql.variable.substitute", false);
    spark.conf().set("spark.sql.runSQLOnFiles", false);
    return spark;
  }

  private Dataset<Row> exploded(String array, String element) {
    return spark
        .sql("SELECT trial_id, explode(%s) AS %s FROM trials".formatted(array, element))
        .select("trial_id", element + ".*");
  }

  /** The files that the views leave out. */
  public List<UnreadableRow> unreadable() {
    return rows.unreadable();
  }

  /**
   * Runs one query over the views. Everything else in SQL is refused and not executed: statements,
   * programs, Java, files, environment variables.
   *
   * @throws UserException if the query is refused or fails
   */
  public Answer sql(String query) {
    String sql = query.strip();
    if (sql.isEmpty()) {
      throw QueryRules.noQuery(sql);
    }
    try {
      return answer(sql);
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not declare.
      throw e instanceof UserException told ? told : new SqlFailure(table).of(sql, e);
    }
  }

  private Answer answer(String sql) throws ParseException {
    SparkSession before = SparkSession.active();
    // Spark's parser uses the settings of the active session.
    SparkSession.setActiveSession(spark);
    try {
      Dataset<Row> answer = allowed(sql);
      List<Kind> kinds =
          Arrays.stream(answer.schema().fields()).map(field -> kind(field.dataType())).toList();
      return new Answer(List.of(answer.columns()), kinds, texts(answer));
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  /**
   * Returns an allowed query, analyzed but not run. A statement that only describes something has
   * already run.
   *
   * @throws UserException if {@code sql} is anything else
   */
  public Dataset<Row> allowed(String sql) throws ParseException {
    LogicalPlan plan = spark.sessionState().sqlParser().parsePlan(sql);
    QueryRules.require(sql, plan);
    Dataset<Row> answer = spark.sql(sql);
    if (!QueryRules.tells(plan)) {
      AnalyzedRules.require(sql, answer.queryExecution().analyzed(), files);
    }
    return answer;
  }

  /** The session that has the views. */
  public SparkSession session() {
    return spark;
  }

  private static List<List<String>> texts(Dataset<Row> answer) {
    StructField[] fields = answer.schema().fields();
    // Columns are selected by position, because a query may give two columns the same name.
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
    return kind(field.dataType()) == Kind.JSON ? functions.to_json(column) : column.cast("string");
  }

  private static Kind kind(DataType type) {
    if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
      return Kind.JSON;
    }
    if (type instanceof NumericType) {
      return Kind.NUMBER;
    }
    return type.equals(DataTypes.BooleanType) ? Kind.BOOLEAN : Kind.TEXT;
  }
}
