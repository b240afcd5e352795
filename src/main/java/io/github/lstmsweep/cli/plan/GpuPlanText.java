package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.gpu.plan.GpuForecast;
import io.github.lstmsweep.gpu.plan.PackForecast;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The prediction for GPUs as text. */
final class GpuPlanText {
  private static final String NONE = "-";

  private GpuPlanText() {}

  /** Returns the lines: the whole sweep, and then each shape. */
  static List<String> of(GpuForecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "predicted %s on %s of %s, %s tokens per second (no prediction has been compared with a"
                + " GPU)",
            Show.seconds(forecast.seconds()),
            Show.counted(forecast.gpus(), "GPU"),
            forecast.device().name(),
            Show.scaled(forecast.tokensPerSecond())));
    if (forecast.onProcessor() > 0) {
      lines.add(
          Show.counted(forecast.onProcessor(), "trial")
              + " of them have no room on this GPU, so the processor trains them; their time is left"
              + " out");
    }
    TextTable table =
        new TextTable(
            List.of(
                "shape", "trials", "pack", "memory", "launches", "tokens/s", "seconds", "bound"));
    forecast.shapes().forEach(shape -> table.row(row(shape)));
    lines.addAll(table.lines());
    return lines;
  }

  private static List<String> row(GpuForecast.OfShape shape) {
    List<String> row = new ArrayList<>();
    row.add(described(shape.first()));
    row.add(Show.count(shape.trials()));
    if (shape.pack().isEmpty()) {
      row.addAll(List.of("0", NONE, NONE, NONE, NONE, "no room"));
      return row;
    }
    PackForecast pack = shape.pack().get();
    row.add(Show.count(pack.places()));
    row.add(Show.scaled((double) pack.bytes()) + "B");
    row.add(Show.count(pack.launches()));
    row.add(Show.scaled(pack.tokensPerSecond()));
    row.add(String.format(Locale.ROOT, "%.1f", shape.seconds()));
    row.add(pack.bound().text());
    return row;
  }

  /** Returns the sizes that decide a shape, such as {@code lstm 2x32, 16 steps, batch 1024}. */
  private static String described(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    return String.format(
        Locale.ROOT,
        "%s %dx%d, %d steps, batch %d",
        p.cell().key(),
        p.numLayers(),
        p.numHiddens(),
        steps(trial),
        p.batchSize());
  }

  /** Returns the steps of a window. */
  static int steps(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    return trial.dataset().series().isPresent() ? p.tau() : p.numSteps();
  }
}
