package io.github.lstmsweep.report;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Invents the rows of a sweep over cells, hidden sizes, learning rates and seeds. The scores follow
 * a formula, and a learning rate of 100 diverges.
 */
public final class InventedSweep {
  private static final List<String> CELLS = List.of("gru", "lstm");
  private static final List<Double> RATES = List.of(0.1, 1.0, 4.0, 100.0);

  private final int sizes;
  private final int seeds;
  private final int epochs;
  private IntFunction<String> name = i -> "invented";
  private IntFunction<String> text = i -> "it has " + i;

  /** Prepares a sweep of 2 cells, 4 learning rates and these numbers of sizes and seeds. */
  public InventedSweep(int sizes, int seeds, int epochs) {
    this.sizes = sizes;
    this.seeds = seeds;
    this.epochs = epochs;
  }

  /** Sets the text of each trial's sample, or of its reason. */
  public InventedSweep writing(IntFunction<String> texts) {
    text = texts;
    return this;
  }

  /** Sets the name of the sweep, which is also its place. */
  public InventedSweep named(String hostile) {
    name = i -> hostile;
    return this;
  }

  /** Returns the facts. */
  public SweepSummary summary() {
    List<TrialRow> rows = new ArrayList<>();
    Map<TrialId, List<EpochPoint>> curves = new HashMap<>();
    int number = 0;
    for (String cell : CELLS) {
      for (int size = 1; size <= sizes; size++) {
        for (double lr : RATES) {
          for (long seed = 0; seed < seeds; seed++) {
            TrialRow row = row(number++, cell, 8L * size, lr, seed);
            rows.add(row);
            curves.put(row.id(), curve(row));
          }
        }
      }
    }
    List<Hyperparameter> varying =
        new ArrayList<>(
            List.of(Hyperparameter.CELL, Hyperparameter.NUM_HIDDENS, Hyperparameter.LR));
    if (seeds > 1) {
      varying.add(Hyperparameter.SEED);
    }
    return new SweepSummary(
        new SweepSummary.Table(
            name.apply(0),
            "/tables/" + name.apply(0),
            rows.size(),
            new TableRows(rows, List.of()),
            new Varying(varying, Map.of())),
        curves,
        List.of(),
        List.of());
  }

  private TrialRow row(int number, String cell, long size, double lr, long seed) {
    boolean ok = lr < 100;
    double score =
        (cell.equals("gru") ? 7 : 8) + 20.0 / size + Math.abs(Math.log(lr)) + 0.01 * (seed % 7);
    Map<String, Object> values = new HashMap<>();
    values.put("trial_id", "%032x".formatted(number + 1));
    values.put("status", ok ? "OK" : "DIVERGED");
    values.put("cell", cell);
    values.put("num_hiddens", size);
    values.put("lr", lr);
    values.put("seed", seed);
    values.put("vocab_size", 28L);
    values.put("trigram_perplexity", 6.25);
    values.put("parameter_count", 100 * size);
    values.put("trained_tokens", 1000L * epochs);
    values.put("tokens_per_second", 1e6 / size);
    values.put("train_seconds", 0.01 * size * (cell.equals("gru") ? 3 : 4) + 0.001 * seed);
    values.put("started_at", 1_800_000_000_000_000L + 1_000_000L * number);
    values.put("finished_at", 1_800_000_002_000_000L + 1_000_000L * number);
    if (ok) {
      values.put("validation_perplexity", score);
      values.put("best_validation_perplexity", score);
      values.put("best_epoch", (long) epochs);
      values.put("sample", text.apply(number));
    } else {
      values.put("status_detail", text.apply(number));
    }
    return new TrialRow(new TrialId("%032x".formatted(number + 1)), values);
  }

  private List<EpochPoint> curve(TrialRow row) {
    List<EpochPoint> curve = new ArrayList<>();
    double last = row.validationScore().orElse(Double.NaN);
    for (int epoch = 1; epoch <= epochs && Double.isFinite(last); epoch++) {
      double score = last + 10.0 * (epochs - epoch) / epochs;
      curve.add(
          new EpochPoint(
              Task.LANGUAGE_MODEL, epoch, score * 1.01, score, 0.1, EpochPoint.Dynamics.UNKNOWN));
    }
    return curve;
  }
}
