package io.github.lstmsweep.sweep.export.optuna;

import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.sweep.export.table.Destination;
import io.github.lstmsweep.sweep.export.table.TableExport;
import io.github.lstmsweep.sweep.export.table.TableTarget;

/** Exports the trials as a study in a journal file of Optuna. */
public final class OptunaExport implements TableExport {
  @Override
  public String name() {
    return "optuna";
  }

  @Override
  public String description() {
    return "a study in a journal file for Optuna and its dashboard";
  }

  @Override
  public boolean writesFile() {
    return true;
  }

  @Override
  public TableTarget open(Destination destination) {
    TargetFile file = TargetFile.at(destination.to(), destination.settings());
    file.requireParent();
    switch (destination.older()) {
      case KEEP -> file.requireVacant();
      case REPLACE -> file.requireNoFolder();
    }
    return new OptunaTarget(file, destination.experiment(), destination.older());
  }
}
