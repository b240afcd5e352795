package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.ResultSchema;
import io.github.lstmsweep.result.TrialTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark SQL over a table: the view {@code trials}, a row a trial, and the view {@code epochs}, a
 * row for every epoch of every trial.
 */
public final class TableQueries {
  private static final Set<String> QUERY_WORDS =
      Set.of("select", "with", "describe", "desc", "show", "explain");

  private final SparkSession spark;
  private final TrialTable table;

  /**
   * The answer to a query.
   *
   * @param columns their names
   * @param rows a text for every column; null for SQL's NULL
   */
  public record Answer(List<String> columns, List<List<String>> rows) {}

  /** Registers the views in {@code spark}; a table without rows has none. */
  public TableQueries(SparkSession spark, TrialTable table) {
    if (table.finished().isEmpty()) {
      throw UserException.badInput(
          "Cannot query the table " + table.place() + ": must have a finished trial; `run` first");
    }
    this.spark = spark;
    this.table = table;
    trials().createOrReplaceTempView("trials");
    spark
        .sql("SELECT trial_id, explode(curve) AS epoch FROM trials")
        .select("trial_id", "epoch.*")
        .createOrReplaceTempView("epochs");
  }

  /** Every row with every column; null where a file is older than a column. */
  public Dataset<Row> trials() {
    return spark.read().schema(ResultSchema.sql()).parquet(table.trials());
  }

  /** Runs one query. */
  public Answer sql(String query) {
    String word = query.replaceFirst("^[\\s(]+", "").split("\\W", 2)[0].toLowerCase(Locale.ROOT);
    if (!QUERY_WORDS.contains(word)) {
      throw UserException.badInput(
          "Cannot run the SQL \"" + query.strip() + "\": must be a query that starts with SELECT");
    }
    try {
      Dataset<Row> answer = spark.sql(query);
      return new Answer(List.of(answer.columns()), texts(answer));
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not name.
      throw failure(query, e);
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

  private UserException failure(String query, Exception e) {
    String message =
        String.valueOf(e.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse(e.getClass().getName());
    return e instanceof AnalysisException
        ? UserException.badInput("Cannot run the SQL \"" + query.strip() + "\": " + message)
        : UserException.storage("Cannot query the table " + table.place() + ": " + message);
  }
}
