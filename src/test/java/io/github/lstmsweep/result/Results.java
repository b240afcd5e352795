package io.github.lstmsweep.result;

import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.Provenance;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.series.ForecastBaselines;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes trials and results for tests. Their seed distinguishes them. */
public final class Results {
  public static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.123456Z");
  public static final Instant FINISHED = Instant.parse("2026-01-02T03:05:05.654321Z");

  private Results() {}

  /** Returns a trial of 8 hidden units. */
  public static Trial trial(long seed) {
    return trial(seed, 8);
  }

  /** Returns a trial of a text, with 2 epochs. */
  public static Trial trial(long seed, int numHiddens) {
    return Trial.of(
        Hyperparameters.of(
            Map.of(
                Hyperparameter.NUM_HIDDENS,
                numHiddens,
                Hyperparameter.NUM_EPOCHS,
                2,
                Hyperparameter.LR,
                0.5,
                Hyperparameter.SEED,
                seed)),
        new Dataset("quickstart", "ab".repeat(32), "char", 28, 100, 50));
  }

  /** Returns an OK result with a validation perplexity of 4. */
  public static TrialResult ok(long seed) {
    return ok(seed, 4.0);
  }

  /** Returns an OK result. */
  public static TrialResult ok(long seed, double validationPerplexity) {
    return result(
        seed,
        Ending.trained(
            new TrainingOutcome(
                TrialStatus.OK,
                "",
                List.of(
                    new EpochPoint(1, 9.5, 3.5, 0.25),
                    new EpochPoint(2, 5.5, validationPerplexity, 0.5)),
                Optional.of(new TrainedModel(new float[] {1f, -2f, seed}, "it has been")),
                new Timing(0.5, 0.25, 1000, 4000))));
  }

  /** Returns an OK result of a time series with 100 training windows of 4 values. */
  public static TrialResult ofSeries(long seed) {
    Trial trial =
        Trial.of(
            Hyperparameters.of(
                Map.of(
                    Hyperparameter.NUM_EPOCHS,
                    2,
                    Hyperparameter.INPUT,
                    "sequence",
                    Hyperparameter.SEED,
                    seed)),
            Dataset.ofSeries(
                "prices.csv",
                "ab".repeat(32),
                new SeriesForm("price", SeriesForm.Scale.STANDARD),
                100,
                2));
    double none = Double.NaN;
    return result(
        trial,
        Ending.trained(
            new TrainingOutcome(
                TrialStatus.OK,
                "",
                List.of(
                    new EpochPoint(Task.TIME_SERIES, 1, 0.5, 0.375, 0.25, Dynamics.UNKNOWN),
                    new EpochPoint(Task.TIME_SERIES, 2, 0.25, 0.5, 0.5, Dynamics.UNKNOWN)),
                Optional.of(new TrainedModel(new float[] {1f, -2f, seed}, "")),
                new Timing(0.5, 0.25, 1000, 4000),
                new SeriesForecasts(
                    new ForecastBaselines(none, 0.75, 0.4375),
                    List.of(
                        new ForecastPoint(104, 1.5, 1.25, none, none, none),
                        new ForecastPoint(105, 1.75, 1.5, 2.5, none, none))))));
  }

  /** Returns a result that diverged in its second epoch. */
  public static TrialResult diverged(long seed) {
    return result(
        seed,
        Ending.trained(
            new TrainingOutcome(
                TrialStatus.DIVERGED,
                "the loss was NaN in epoch 2, minibatch 1",
                List.of(new EpochPoint(1, 9.5, Double.NaN, 0.25)),
                Optional.empty(),
                new Timing(0.5, 0.25, Double.NaN, 4000))));
  }

  /** Returns a result of a training that never returned. */
  public static TrialResult failed(long seed, TrialStatus status) {
    return result(seed, Ending.failed(status, "java.lang.Exception: no\n  at somewhere"));
  }

  /**
   * Adds to a folder of rows the files that other programs, people and killed processes leave
   * there.
   */
  public static void litter(Path trials) throws IOException {
    Path row;
    try (Stream<Path> files = Files.list(trials)) {
      row = files.filter(f -> f.toString().endsWith(".parquet")).sorted().findFirst().orElseThrow();
    }
    String name = row.getFileName().toString();
    for (String stray :
        List.of(
            "_SUCCESS",
            "notes.txt",
            "trial-xyz.parquet",
            "part-00000.snappy.parquet",
            name + ".tmp",
            name + "~",
            "." + name + ".crc",
            ".notes.txt.crc",
            ".probe-1",
            ".DS_Store",
            ".nfs000000000001")) {
      Files.writeString(trials.resolve(stray), "no row");
    }
    Files.copy(row, trials.resolve("copy of " + name));
    for (String folder : List.of("old", "backup=1", "_temporary", "trial-x.parquet")) {
      Files.createDirectory(trials.resolve(folder));
      Files.copy(row, trials.resolve(folder).resolve(name));
      Files.writeString(trials.resolve(folder).resolve("notes.txt"), "no row");
    }
  }

  /** Returns a result that ended so. */
  public static TrialResult result(long seed, Ending ending) {
    return result(trial(seed), ending);
  }

  private static TrialResult result(Trial trial, Ending ending) {
    EngineVersion engine = new EngineVersion("cpu", "0.1.0", "vector", "any-cpu");
    return new TrialResult(
        "a-sweep", trial, ending, new Provenance(engine, "host-1", 1, STARTED, FINISHED));
  }
}
