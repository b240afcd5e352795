package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.StoredSweep;
import picocli.CommandLine.Parameters;

/** The argument that names a table, and the ways to open it. */
public final class TableArgument {
  @Parameters(
      index = "0",
      paramLabel = "OUT",
      description = "The table: what run was given as --out.")
  private String out;

  /** Only picocli calls this. */
  TableArgument() {}

  /** Returns the table's address as the user typed it. */
  public String out() {
    return out;
  }

  /**
   * Opens the table, whatever its specification says.
   *
   * @throws io.github.lstmsweep.UserException if there is no table
   */
  public TrialTable table() {
    StorageSettings settings = StorageSettings.ofThisProcess();
    return TrialTable.open(settings.locate(out), settings);
  }

  /**
   * Opens the table with its specification.
   *
   * @throws io.github.lstmsweep.UserException if there is no table, or its specification cannot be
   *     read
   */
  public StoredSweep sweep() {
    return StoredSweep.open(out, StorageSettings.ofThisProcess());
  }
}
