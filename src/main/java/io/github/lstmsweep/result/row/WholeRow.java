package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.example.data.Group;

/** A row that was read back with every column, including its learning curve and its forecasts. */
public final class WholeRow {
  private final Group row;

  private WholeRow(Group row) {
    this.row = row;
  }

  /** Reads the only row of a file. */
  public static WholeRow ofSingle(TrialId id, byte[] file) throws CorruptFileException {
    return new WholeRow(SingleRowFile.row(id, file));
  }

  /** Reads one row of a file of many rows. */
  public static WholeRow ofSeveral(TrialId id, byte[] file) throws IOException {
    return new WholeRow(MultiRowFile.row(id, file));
  }

  /** Returns the learning curve, one point per epoch. */
  public List<EpochPoint> curve() throws CorruptFileException {
    return SingleRowFile.curve(row);
  }

  /** Returns the forecasts of a time series; none for a text. */
  public List<ForecastPoint> forecasts() throws CorruptFileException {
    return SingleRowFile.forecasts(row);
  }
}
