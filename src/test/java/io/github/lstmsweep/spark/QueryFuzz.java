package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.sql.QueryRules;
import io.github.lstmsweep.spark.sql.TableQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Parses and judges a query from anywhere, and never runs it. */
public final class QueryFuzz {
  private static final TableQueries QUERIES = queries();

  private QueryFuzz() {}

  /**
   * Whether the query is allowed. An allowed query must touch only the views, or only describe
   * something.
   */
  public static boolean takes(byte[] input) throws Exception {
    String sql = new String(input, StandardCharsets.UTF_8).strip();
    SparkSession.setActiveSession(session());
    try {
      Dataset<Row> unused = QUERIES.allowed(sql);
    } catch (UserException e) {
      return false;
    } catch (Exception e) {
      // Spark reports a wrong query by exceptions that its signatures do not declare.
      if (e instanceof AnalysisException || e instanceof SparkThrowable) {
        return false;
      }
      throw e;
    }
    LogicalPlan parsed = session().sessionState().sqlParser().parsePlan(sql);
    if (!QueryRules.tells(parsed)) {
      requireViewsAlone(sql);
    }
    return true;
  }

  private static void requireViewsAlone(String sql) throws Exception {
    List<String> foreign = ForeignParts.of(session(), sql);
    if (!foreign.isEmpty()) {
      throw new AssertionError("let through: " + foreign + " of " + sql);
    }
  }

  /** Returns a session that has the views. */
  static SparkSession session() {
    return QUERIES.session();
  }

  private static TableQueries queries() {
    try {
      Path folder = Files.createTempDirectory("fuzz-table");
      TrialTable table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
      table.create("name: a-sweep\n");
      table.publish(Results.ok(1));
      return new TableQueries(LocalSpark.session(), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
