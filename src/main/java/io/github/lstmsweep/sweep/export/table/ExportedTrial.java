package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trial as other programs get it.
 *
 * @param row of the trial
 * @param epochs the number of epochs that ended
 * @param points the exported points of its curve
 * @param testPerplexity its score on the test windows, if it is the trial that was tested
 */
public record ExportedTrial(
    TrialRow row, int epochs, List<TimedPoint> points, OptionalDouble testPerplexity) {
  /** Copies the points. */
  public ExportedTrial {
    points = List.copyOf(points);
  }

  static ExportedTrial of(
      TrialRow row, List<EpochPoint> curve, Choice.Points wanted, OptionalDouble testPerplexity) {
    List<TimedPoint> all = EpochTimes.of(curve, startOf(row), endOf(row));
    return new ExportedTrial(
        row,
        curve.size(),
        switch (wanted) {
          case CURVE -> all;
          case SCORE -> all.stream().filter(p -> p.point().epoch() == kept(row, curve)).toList();
        },
        testPerplexity);
  }

  /** Returns the number of the epoch whose scores are the trial's. */
  private static long kept(TrialRow row, List<EpochPoint> curve) {
    boolean keepsBest =
        row.status() == TrialStatus.OK
            && Keep.BEST.key().equals(row.hyperparameter(Hyperparameter.KEEP));
    int last = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).epoch();
    return keepsBest && row.values().get("best_epoch") instanceof Long best ? best : last;
  }

  /** Returns the time before its training. */
  public Instant started() {
    return startOf(row);
  }

  /** Returns the time after its training. */
  public Instant finished() {
    return endOf(row);
  }

  /** Returns its value of {@code h}; the default if its row is older than {@code h}. */
  public Object value(Hyperparameter h) {
    return Optional.ofNullable(row.hyperparameter(h)).orElseGet(() -> h.defaultValue(row.task()));
  }

  static Instant startOf(TrialRow row) {
    return time(row, "started_at").or(() -> time(row, "finished_at")).orElse(Instant.EPOCH);
  }

  static Instant endOf(TrialRow row) {
    return time(row, "finished_at").orElseGet(() -> startOf(row));
  }

  private static Optional<Instant> time(TrialRow row, String column) {
    return row.values().get(column) instanceof Long micros
        ? Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        : Optional.empty();
  }
}
