package io.github.lstmsweep.spark.sql;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.RowFiles;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the rows of a table with Spark. */
public final class TableReader {
  private final SparkSession spark;
  private final TrialTable table;
  private final Set<TrialId> readable;
  private final Set<TrialId> paused;
  private final List<UnreadableRow> unreadable;

  /**
   * Checks every file of the table. Spark would fail at a broken file, or trust it.
   *
   * @throws UserException if the table has no readable row
   */
  public TableReader(SparkSession spark, TrialTable table) {
    this.spark = spark;
    this.table = table;
    this.readable = table.finished();
    this.unreadable = table.rowFiles().unfit(readable);
    unreadable.forEach(row -> readable.remove(row.id()));
    this.paused = table.rowFiles().readablePaused();
    if (readable.isEmpty() && paused.isEmpty()) {
      throw noRows();
    }
  }

  private UserException noRows() {
    return unreadable.isEmpty()
        ? UserException.badInput(
            "Cannot query the table "
                + table.place()
                + ": must have a finished trial; train one first")
        : new UserException(ExitCode.STORAGE, UnreadableRow.lines(unreadable));
  }

  /** Returns the files that {@link #trials} leaves out. */
  List<UnreadableRow> unreadable() {
    return unreadable;
  }

  /**
   * Returns every readable row with every column. A column is null if it is newer than the file.
   */
  public Dataset<Row> trials() {
    // Spark treats every folder k=v as a partition, and then allows no other files next to it.
    RowFiles files = table.rowFiles();
    boolean partitions = files.strays().stream().anyMatch(name -> name.contains("="));
    boolean byName =
        partitions || !unreadable.isEmpty() || !paused.isEmpty() || files.areCompacted();
    List<String> paths =
        byName ? new ArrayList<>(files.paths(readable)) : new ArrayList<>(List.of(files.folder()));
    paths.addAll(files.pausedPaths(paused));
    DataFrameReader reader =
        spark
            .read()
            .schema(ResultSchema.sql())
            // When Hadoop 3.4 or newer reads several ranges at once, it fails at an invalid file of
            // checksums. A row is small, and the constructor has checked it.
            .option("parquet.hadoop.vectored.io.enabled", false)
            // A run may set a row aside meanwhile.
            .option("ignoreMissingFiles", true);
    if (!byName) {
      reader = reader.option("pathGlobFilter", RowFiles.singleRowGlob());
    }
    return reader.parquet(paths.stream().map(TableReader::literal).toArray(String[]::new));
  }

  /** Escapes a path, because Spark reads paths as glob patterns. */
  private static String literal(String path) {
    return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }
}
