package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.canonical.ShortestDecimal;
import java.util.ArrayList;
import java.util.List;

/** Warns about sweeps that are allowed but rarely intended. */
public final class SweepWarnings {
  /** With more trials a table of single files is slow: docs/scale.md. */
  private static final int MANY = 100_000;

  private static final int MOST_TOLD = 5;

  private SweepWarnings() {}

  /** Returns one line per warning; empty if there is none. */
  public static List<String> of(SweepInput sweep) {
    List<String> lines = new ArrayList<>();
    int trials = sweep.trials().size();
    if (trials > MANY) {
      lines.add(
          "WARNING: "
              + Show.count(trials)
              + " trials make as many rows and models, which are two files each trial; `compact`"
              + " puts the rows into few files, and docs/scale.md says how long a table of that"
              + " size takes");
    }
    int wanted = sweep.spec().search().maxTrials().orElse(trials);
    // A race draws configurations, each with all of its seeds.
    long lacking =
        sweep.spec().search().race().isEmpty()
            ? 0
            : sweep.trials().stream().map(t -> t.hyperparameters().seed()).distinct().count() - 1;
    if (trials + lacking < wanted) {
      lines.add(
          "WARNING: the space has only "
              + Show.counted(trials, "combination")
              + ", fewer than max_trials "
              + Show.count(wanted)
              + "; all of them are candidates");
    }
    int constant = 0;
    for (TrainingData corpus : sweep.data().all()) {
      if (!(corpus instanceof TimeSeries series)) {
        continue;
      }
      Dataset data = sweep.trials().get(0).dataset();
      int train = Math.min(series.length(), data.trainWindows());
      if (isConstant(series.values(), train) && ++constant <= MOST_TOLD) {
        lines.add(
            "WARNING: the series "
                + (series.column().isEmpty()
                    ? series.name()
                    : series.column() + " of " + series.name())
                + " is "
                + ShortestDecimal.shown(series.values()[0])
                + " in all training windows, so that there is nothing to learn");
      }
      for (SeriesColumn input : series.inputColumns()) {
        if (isConstant(input.values(), train) && ++constant <= MOST_TOLD) {
          lines.add(
              "WARNING: the column "
                  + input.name()
                  + " of "
                  + series.name()
                  + " is "
                  + ShortestDecimal.shown(input.values()[0])
                  + " in all training windows, so that it tells the network nothing there");
        }
      }
    }
    if (constant > MOST_TOLD) {
      lines.add(
          "WARNING: "
              + Show.count(constant - MOST_TOLD)
              + " more series and columns are constant in all training windows");
    }
    return lines;
  }

  private static boolean isConstant(float[] values, int count) {
    for (int i = 1; i < count; i++) {
      if (values[i] != values[0]) {
        return false;
      }
    }
    return true;
  }
}
