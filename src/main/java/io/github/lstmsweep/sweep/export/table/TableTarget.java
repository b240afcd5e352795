package io.github.lstmsweep.sweep.export.table;

import java.util.function.IntConsumer;

/** A checked place that takes the trials of a table. */
public interface TableTarget {
  /**
   * Writes the trials.
   *
   * @param done hears how many trials the place has, if it takes them one after another
   * @return one line for people, which says what was written
   * @throws io.github.lstmsweep.UserException if the place refuses them
   */
  String write(ExportedTable table, IntConsumer done);
}
