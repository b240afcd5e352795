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
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark SQL over a table: the view {@code trials}, a row a trial, the view {@code epochs}, a row
 * for every epoch of every trial, and the view {@code forecasts}, a row for every value that a
 * trial of a time series is validated on. Queries come from anywhere, so they reach nothing else.
 */
public final class TableQueries {
  static final List<String> VIEWS = List.of("trials", "epochs", "forecasts");

  private final SparkSession spark;
  private final TrialTable table;
  private final TableReader rows;
  private final Set<Object> files;

  /**
   * The answer to a query.
   *
   * @param columns their names
   * @param rows a text for every column; null for SQL's NULL
   */
  public record Answer(List<String> columns, List<List<String>> rows) {}

  /** Looks at the rows; a table without any cannot be queried. */
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

  /** A session without the views, functions and settings that others have made in theirs. */
  private static SparkSession ofItsOwn(SparkSession running) {
    SparkSession spark = running.newSession();
    // Else "${env:HOME}" is the value of a variable, and text.`/etc/passwd` a relation.
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
   * Runs one query over the views. All else that SQL can do is refused and not done: statements,
   * programs, Java, files, variables of the environment.
   */
  public Answer sql(String query) {
    String sql = query.strip();
    if (sql.isEmpty()) {
      throw QueryRules.noQuery(sql);
    }
    try {
      return answer(sql);
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not name.
      throw e instanceof UserException told ? told : new SqlFailure(table).of(sql, e);
    }
  }

  private Answer answer(String sql) throws ParseException {
    SparkSession before = SparkSession.active();
    // Spark's parser goes by the settings of the active session.
    SparkSession.setActiveSession(spark);
    try {
      Dataset<Row> answer = allowed(sql);
      return new Answer(List.of(answer.columns()), texts(answer));
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  /**
   * A query that is allowed, analyzed and not run; a statement that only tells something has told
   * it.
   *
   * @throws UserException where it is anything else
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
}
