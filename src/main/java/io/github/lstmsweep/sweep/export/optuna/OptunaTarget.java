package io.github.lstmsweep.sweep.export.optuna;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.sweep.export.table.Destination;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.TableTarget;
import java.util.function.IntConsumer;

/** A file that takes the trials of a table as a study. */
final class OptunaTarget implements TableTarget {
  private final TargetFile file;
  private final String study;
  private final Destination.Older older;

  OptunaTarget(TargetFile file, String study, Destination.Older older) {
    this.file = file;
    this.study = study;
    this.older = older;
  }

  @Override
  public String write(ExportedTable table, IntConsumer done) {
    byte[] bytes = Journal.of(table, study);
    switch (older) {
      case KEEP -> file.write(bytes);
      case REPLACE -> file.overwrite(bytes);
    }
    return "Wrote "
        + Show.counted(table.trials().size(), "trial")
        + " as the study "
        + study
        + " to "
        + file.place()
        + ": "
        + Show.counted(bytes.length, "byte");
  }
}
