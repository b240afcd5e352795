package io.github.lstmsweep.sweep.export.table;

/** A program in which people look at the trials of a table. */
public interface TableExport {
  /** The name on the command line. */
  String name();

  /** A short description for people. */
  String description();

  /** Whether the trials go into a file, which can be there already. */
  boolean writesFile();

  /**
   * Checks the destination before any row is read.
   *
   * @throws io.github.lstmsweep.UserException if nothing can be exported to it
   */
  TableTarget open(Destination destination);
}
