package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a table, as Spark reads them. */
public final class TableReader {
  private final SparkSession spark;
  private final TrialTable table;
  private final Set<TrialId> readable;
  private final List<UnreadableRow> unreadable;

  /**
   * Looks at the rows; a table without any cannot be queried. Every file is read before, since
   * Spark would give up at one that is broken, or believe it.
   */
  public TableReader(SparkSession spark, TrialTable table) {
    this.spark = spark;
    this.table = table;
    this.readable = table.finished();
    this.unreadable = table.unfitForOtherReaders(readable);
    unreadable.forEach(row -> readable.remove(row.id()));
    if (readable.isEmpty()) {
      throw noRows();
    }
  }

  private UserException noRows() {
    return unreadable.isEmpty()
        ? UserException.badInput(
            "Cannot query the table " + table.place() + ": must have a finished trial; `run` first")
        : new UserException(ExitCode.STORAGE, UnreadableRow.lines(unreadable));
  }

  /** The files that are left out. */
  List<UnreadableRow> unreadable() {
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
            // Hadoop 3.4 and newer give up at a file of checksums that is none, where they read
            // several ranges at once. A row is small, and was looked at above.
            .option("parquet.hadoop.vectored.io.enabled", false)
            // A run may set a row aside meanwhile.
            .option("ignoreMissingFiles", true);
    if (!byName) {
      reader = reader.option("pathGlobFilter", TrialTable.rowGlob());
    }
    return reader.parquet(paths.stream().map(TableReader::literal).toArray(String[]::new));
  }

  /** Spark takes what it reads for a glob. */
  private static String literal(String path) {
    return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }
}
