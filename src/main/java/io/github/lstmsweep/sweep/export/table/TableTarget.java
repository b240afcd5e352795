package io.github.lstmsweep.sweep.export.table;

/** A checked place that takes the trials of a table. */
public interface TableTarget {
  /**
   * Writes the trials.
   *
   * @return one line for people, which says what was written
   * @throws io.github.lstmsweep.UserException if the place refuses them
   */
  String write(ExportedTable table);
}
