package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.sweep.export.table.Destination;
import io.github.lstmsweep.sweep.export.table.TableExport;
import io.github.lstmsweep.sweep.export.table.TableTarget;

/** Exports every trial as a run of an MLflow tracking server. */
public final class MlflowExport implements TableExport {
  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public String description() {
    return "a run per trial on an MLflow tracking server";
  }

  @Override
  public boolean writesFile() {
    return false;
  }

  @Override
  public TableTarget open(Destination destination) {
    ServerUrl url = ServerUrl.of(destination.to());
    TrackingServer server = new TrackingServer(url, Access.of(destination.environment()));
    try {
      return new MlflowTarget(url, server, Experiment.find(server, destination.experiment()));
    } catch (ServerException e) {
      throw e.beforeTheStart(url);
    }
  }
}
