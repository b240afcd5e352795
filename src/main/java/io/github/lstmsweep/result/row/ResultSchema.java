package io.github.lstmsweep.result.row;

import static io.github.lstmsweep.result.parquet.Column.Origin.COMPUTED;
import static io.github.lstmsweep.result.parquet.Column.Origin.MEASURED;
import static io.github.lstmsweep.result.parquet.Column.Type.CURVE;
import static io.github.lstmsweep.result.parquet.Column.Type.DOUBLE;
import static io.github.lstmsweep.result.parquet.Column.Type.FORECASTS;
import static io.github.lstmsweep.result.parquet.Column.Type.INT64;
import static io.github.lstmsweep.result.parquet.Column.Type.TEXT;
import static io.github.lstmsweep.result.parquet.Column.Type.TIMESTAMP;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.baseline.Baselines;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.series.ForecastBaselines;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Defines the columns of the table and their order, in one place. To add a column, add a line here
 * and raise {@link #VERSION}. A column is never removed, renamed or given a different type.
 */
public final class ResultSchema {
  /** The version of the columns, which rises with every change. Every row stores it. */
  public static final long VERSION = 7;

  private static final List<Column<EpochPoint>> EPOCH_COLUMNS =
      List.of(
          new Column<>("epoch", INT64, COMPUTED, "From 1", p -> (long) p.epoch()),
          new Column<>(
              "train_perplexity",
              DOUBLE,
              COMPUTED,
              "exp of the mean training loss (nats) of the epoch's minibatches",
              EpochPoint::trainPerplexity),
          new Column<>(
              "validation_perplexity",
              DOUBLE,
              COMPUTED,
              "exp of the mean validation loss (nats) after the epoch",
              EpochPoint::validationPerplexity),
          new Column<>(
              "seconds",
              DOUBLE,
              MEASURED,
              "Of the epoch, validation included",
              EpochPoint::seconds),
          new Column<>(
              "gradient_norm_mean",
              DOUBLE,
              COMPUTED,
              "Mean L2 norm of the epoch's gradients, before clipping",
              p -> p.dynamics().meanGradientNorm()),
          new Column<>(
              "gradient_norm_max",
              DOUBLE,
              COMPUTED,
              "The largest L2 norm of the epoch's gradients, before clipping",
              p -> p.dynamics().maxGradientNorm()),
          new Column<>(
              "largest_h",
              DOUBLE,
              COMPUTED,
              "The largest |h| in the validation after the epoch",
              p -> p.dynamics().largestH()),
          new Column<>(
              "largest_c",
              DOUBLE,
              COMPUTED,
              "The largest |c| in the validation after the epoch; null without c",
              p -> p.dynamics().largestC()),
          new Column<>(
              "train_rmse",
              DOUBLE,
              COMPUTED,
              "Root of the mean squared error over the epoch's windows",
              EpochPoint::trainRmse),
          new Column<>(
              "validation_rmse",
              DOUBLE,
              COMPUTED,
              "Root of the mean squared error over the validation windows after the epoch",
              EpochPoint::validationRmse));

  private static final List<Column<ForecastPoint>> FORECAST_COLUMNS =
      List.of(
          new Column<>(
              "place",
              INT64,
              COMPUTED,
              "Of the value in the series, from 0",
              p -> (long) p.place()),
          new Column<>("value", DOUBLE, COMPUTED, "As it is", ForecastPoint::value),
          ahead(1),
          ahead(4),
          ahead(16),
          ahead(64));

  private static Column<ForecastPoint> ahead(int steps) {
    return new Column<>(
        "ahead_" + steps,
        DOUBLE,
        COMPUTED,
        "Forecast of " + steps + " steps, each from the ones before",
        p -> p.ahead(steps));
  }

  private static final List<Column<TrialResult>> COLUMNS =
      Stream.of(identity(), hyperparameters(), data(), outcome(), cost(), provenance())
          .flatMap(s -> s)
          .toList();

  private ResultSchema() {}

  /** Returns the table's columns, in order. */
  public static List<Column<TrialResult>> columns() {
    return COLUMNS;
  }

  /** Returns the fields of one element of {@code curve}. */
  public static List<Column<EpochPoint>> epochColumns() {
    return EPOCH_COLUMNS;
  }

  /** Returns the fields of one element of {@code forecasts}. */
  public static List<Column<ForecastPoint>> forecastColumns() {
    return FORECAST_COLUMNS;
  }

  /** Returns the columns as SQL spells them: {@code trial_id STRING, …}. */
  public static String sql() {
    return COLUMNS.stream()
        .map(c -> c.name() + " " + sql(c.type()))
        .collect(Collectors.joining(", "));
  }

  private static String sql(Column.Type type) {
    return switch (type) {
      case CURVE -> structs(EPOCH_COLUMNS);
      case FORECASTS -> structs(FORECAST_COLUMNS);
      default -> type.sql();
    };
  }

  private static <T> String structs(List<Column<T>> fields) {
    return fields.stream()
        .map(c -> c.name() + ": " + c.type().sql())
        .collect(Collectors.joining(", ", "ARRAY<STRUCT<", ">>"));
  }

  private static Stream<Column<TrialResult>> identity() {
    return Stream.of(
        new Column<>(
            "trial_id",
            TEXT,
            COMPUTED,
            "Names everything that decides the result",
            r -> r.trial().id().hex()),
        new Column<>("name", TEXT, COMPUTED, "The sweep that ran the trial", TrialResult::sweep),
        new Column<>(
            "task",
            TEXT,
            COMPUTED,
            "What was learned: language-model or time-series",
            r -> r.trial().dataset().task().key()));
  }

  private static Stream<Column<TrialResult>> hyperparameters() {
    return Arrays.stream(Hyperparameter.values())
        .map(
            h ->
                new Column<>(
                    h.key(),
                    type(h.kind()),
                    COMPUTED,
                    "Hyperparameter: " + h.bound(),
                    r ->
                        h.isOf(r.trial().dataset().task())
                            ? r.trial().hyperparameters().value(h)
                            : null));
  }

  private static Column.Type type(Hyperparameter.Kind kind) {
    return switch (kind) {
      case INTEGER -> INT64;
      case POSITIVE, NOT_NEGATIVE, FRACTION -> DOUBLE;
      case CHOICE -> TEXT;
    };
  }

  private static Stream<Column<TrialResult>> data() {
    return Stream.of(source(), textForm(), sampleForm(), series(), windows()).flatMap(s -> s);
  }

  private static Stream<Column<TrialResult>> source() {
    return Stream.of(
        new Column<>(
            "corpus",
            TEXT,
            COMPUTED,
            "The corpus as the specification names it",
            r -> r.trial().dataset().corpus()),
        new Column<>(
            "corpus_sha256",
            TEXT,
            COMPUTED,
            "SHA-256 of the corpus file, or of a series' values",
            r -> r.trial().dataset().corpusSha256()),
        new Column<>(
            "tokens", TEXT, COMPUTED, "How the text was cut into tokens", text(Dataset::tokens)),
        new Column<>(
            "min_freq",
            INT64,
            COMPUTED,
            "Times that a token stands in the text at least; rarer ones are <unk>",
            text(d -> (long) d.minFreq())),
        new Column<>(
            "vocab_size",
            INT64,
            COMPUTED,
            "Distinct tokens, <unk> included",
            text(d -> (long) d.vocabSize())));
  }

  private static Stream<Column<TrialResult>> textForm() {
    return TextForm.D2L.columns().keySet().stream()
        .map(
            name ->
                new Column<>(
                    name,
                    TEXT,
                    COMPUTED,
                    "Which characters of the text were kept",
                    text(d -> d.text().columns().get(name))));
  }

  private static Stream<Column<TrialResult>> sampleForm() {
    return Stream.of(
        new Column<>(
            "sample_prefix",
            TEXT,
            COMPUTED,
            "What the sample begins with",
            text(d -> d.sample().prefix())),
        new Column<>(
            "sample_length",
            INT64,
            COMPUTED,
            "Tokens that the model writes after it",
            text(d -> (long) d.sample().length())),
        new Column<>(
            "sample_temperature",
            DOUBLE,
            COMPUTED,
            "0 for the likeliest token each time",
            text(d -> d.sample().temperature())));
  }

  private static Stream<Column<TrialResult>> series() {
    return Stream.of(
        new Column<>(
            "column",
            TEXT,
            COMPUTED,
            "Column of the CSV file that the series is",
            series(form -> form.column().isEmpty() ? null : form.column())),
        new Column<>(
            "scale",
            TEXT,
            COMPUTED,
            "How the network saw the values: none or standard",
            series(form -> form.scale().key())));
  }

  private static Stream<Column<TrialResult>> windows() {
    return Stream.of(
        new Column<>(
            "train_windows",
            INT64,
            COMPUTED,
            "Windows trained on",
            r -> (long) r.trial().dataset().trainWindows()),
        new Column<>(
            "validation_windows",
            INT64,
            COMPUTED,
            "Windows validated on",
            r -> (long) r.trial().dataset().validationWindows()));
  }

  /** Returns {@code value} of the dataset; null if the task has no text. */
  private static Function<TrialResult, Object> text(Function<Dataset, Object> value) {
    return r ->
        r.trial().dataset().task() == Task.LANGUAGE_MODEL ? value.apply(r.trial().dataset()) : null;
  }

  private static Function<TrialResult, Object> series(Function<SeriesForm, Object> value) {
    return r -> r.trial().dataset().series().map(value).orElse(null);
  }

  private static Stream<Column<TrialResult>> outcome() {
    return Stream.of(
        new Column<>(
            "status",
            TEXT,
            COMPUTED,
            "OK, DIVERGED, FAILED, OUT_OF_MEMORY, TIMEOUT or CRASHED",
            r -> r.status().name()),
        new Column<>(
            "status_detail",
            TEXT,
            COMPUTED,
            "Why the status is not OK",
            r -> r.ending().detail().isEmpty() ? null : r.ending().detail()),
        new Column<>(
            "train_perplexity",
            DOUBLE,
            COMPUTED,
            "Of the last epoch; null unless OK",
            orNull(TrialResult::finalEpoch, EpochPoint::trainPerplexity)),
        new Column<>(
            "validation_perplexity",
            DOUBLE,
            COMPUTED,
            "After the last epoch; null unless OK",
            orNull(TrialResult::finalEpoch, EpochPoint::validationPerplexity)),
        new Column<>(
            "best_validation_perplexity",
            DOUBLE,
            COMPUTED,
            "The lowest of all epochs that ended",
            orNull(TrialResult::bestEpoch, EpochPoint::validationPerplexity)),
        new Column<>(
            "best_epoch",
            INT64,
            COMPUTED,
            "The epoch of best_validation_perplexity or best_validation_rmse",
            orNull(TrialResult::bestEpoch, p -> (long) p.epoch())),
        new Column<>(
            "bits_per_token",
            DOUBLE,
            COMPUTED,
            "log2 of validation_perplexity",
            orNull(TrialResult::finalEpoch, p -> log2(p.validationPerplexity()))),
        new Column<>(
            "bits_per_character",
            DOUBLE,
            COMPUTED,
            "Bits to write one character of the validation text, <unk> spelled out",
            ResultSchema::bitsPerCharacter),
        new Column<>(
            Baseline.UNIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "Of the validation windows by unigrams of the training windows",
            orNull(ResultSchema::baselines, Baselines::unigram)),
        new Column<>(
            Baseline.BIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "By bigrams, with interpolated Kneser-Ney smoothing",
            orNull(ResultSchema::baselines, Baselines::bigram)),
        new Column<>(
            Baseline.TRIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "By trigrams, with interpolated Kneser-Ney smoothing",
            orNull(ResultSchema::baselines, Baselines::trigram)),
        new Column<>(
            "sample",
            TEXT,
            COMPUTED,
            "The prefix and what the model writes after it",
            orNull(TrialResult::model, m -> m.sample().isEmpty() ? null : m.sample())),
        new Column<>(
            "parameters_sha256",
            TEXT,
            COMPUTED,
            "SHA-256 of the parameters, little-endian float32",
            orNull(TrialResult::model, TrainedModel::parametersSha256)),
        new Column<>(
            "largest_h", DOUBLE, COMPUTED, "The largest of the curve", largest(Dynamics::largestH)),
        new Column<>(
            "largest_c",
            DOUBLE,
            COMPUTED,
            "The largest of the curve; null without c",
            largest(Dynamics::largestC)),
        new Column<>(
            "gradient_norm_max",
            DOUBLE,
            COMPUTED,
            "The largest of the curve",
            largest(Dynamics::maxGradientNorm)),
        new Column<>(
            "curve", CURVE, COMPUTED, "A struct for every epoch that ended", TrialResult::curve),
        new Column<>(
            "train_rmse",
            DOUBLE,
            COMPUTED,
            "Of the last epoch; null unless OK",
            orNull(TrialResult::finalEpoch, EpochPoint::trainRmse)),
        new Column<>(
            "validation_rmse",
            DOUBLE,
            COMPUTED,
            "After the last epoch; null unless OK",
            orNull(TrialResult::finalEpoch, EpochPoint::validationRmse)),
        new Column<>(
            "best_validation_rmse",
            DOUBLE,
            COMPUTED,
            "The lowest of all epochs that ended",
            orNull(TrialResult::bestEpoch, EpochPoint::validationRmse)),
        new Column<>(
            Baseline.NOISE.column(),
            DOUBLE,
            COMPUTED,
            "Of who knows everything but the noise",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::noise)),
        new Column<>(
            Baseline.NAIVE.column(),
            DOUBLE,
            COMPUTED,
            "Of the value before",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::naive)),
        new Column<>(
            Baseline.LINEAR.column(),
            DOUBLE,
            COMPUTED,
            "Of the least-squares linear forecast from the same values",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::linear)),
        new Column<>(
            "forecasts",
            FORECASTS,
            COMPUTED,
            "A struct for every value validated on, up to 1,024",
            r -> r.series().map(SeriesForecasts::points).orElse(null)));
  }

  private static Optional<ForecastBaselines> forecastBaselines(TrialResult r) {
    return r.series().map(SeriesForecasts::baselines);
  }

  private static Object bitsPerCharacter(TrialResult r) {
    return r.finalEpoch()
        .flatMap(p -> r.text().map(t -> t.bitsPerCharacter(log2(p.validationPerplexity()))))
        .orElse(null);
  }

  private static Optional<Baselines> baselines(TrialResult r) {
    return r.text().flatMap(ValidationText::baselines);
  }

  private static Stream<Column<TrialResult>> cost() {
    return Stream.of(
        new Column<>(
            "parameter_count",
            INT64,
            COMPUTED,
            "Numbers that the model keeps",
            r -> TrialCost.of(r.trial()).parameterCount()),
        new Column<>(
            "trained_tokens",
            INT64,
            COMPUTED,
            "Over the epochs that ended",
            r -> TrialCost.of(r.trial()).trainedTokens() / epochs(r) * r.curve().size()),
        new Column<>(
            "flops",
            DOUBLE,
            COMPUTED,
            "Of training and validation over the epochs that ended, a multiply-add as two",
            r -> TrialCost.of(r.trial()).flops() * r.curve().size() / epochs(r)),
        new Column<>(
            "train_seconds",
            DOUBLE,
            MEASURED,
            "In training minibatches",
            timing(Timing::trainSeconds)),
        new Column<>(
            "validation_seconds",
            DOUBLE,
            MEASURED,
            "In validation minibatches",
            timing(Timing::validationSeconds)),
        new Column<>(
            "tokens_per_second",
            DOUBLE,
            MEASURED,
            "Trained tokens a second",
            timing(Timing::tokensPerSecond)),
        new Column<>(
            "inference_tokens_per_second",
            DOUBLE,
            MEASURED,
            "Validated tokens a second",
            timing(Timing::inferenceTokensPerSecond)));
  }

  private static Stream<Column<TrialResult>> provenance() {
    return Stream.of(
        new Column<>("engine", TEXT, MEASURED, "What trained", r -> r.provenance().engine().name()),
        new Column<>(
            "engine_version",
            TEXT,
            MEASURED,
            "Of this software",
            r -> r.provenance().engine().version()),
        new Column<>(
            "kernels",
            TEXT,
            MEASURED,
            "vector or scalar: the same bits, another speed",
            r -> r.provenance().engine().kernels()),
        new Column<>(
            "reproducibility",
            TEXT,
            MEASURED,
            "What else gets the same bits",
            r -> r.provenance().engine().reproducibility()),
        new Column<>("host", TEXT, MEASURED, "The machine", r -> r.provenance().host()),
        new Column<>(
            "attempt",
            INT64,
            MEASURED,
            "Spark's try of the task, from 1",
            r -> (long) r.provenance().attempt()),
        new Column<>(
            "started_at",
            TIMESTAMP,
            MEASURED,
            "Before training, UTC",
            r -> r.provenance().startedAt()),
        new Column<>(
            "finished_at",
            TIMESTAMP,
            MEASURED,
            "After training, UTC",
            r -> r.provenance().finishedAt()),
        new Column<>("schema_version", INT64, COMPUTED, "Of these columns", r -> VERSION));
  }

  private static <V> Function<TrialResult, Object> orNull(
      Function<TrialResult, Optional<V>> part, Function<V, Object> value) {
    return r -> part.apply(r).map(value).orElse(null);
  }

  /** Returns the largest value of the curve; null if no epoch has one. */
  private static Function<TrialResult, Object> largest(Function<Dynamics, Double> value) {
    return r ->
        r.curve().stream()
            .map(p -> value.apply(p.dynamics()))
            .filter(x -> !x.isNaN())
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  private static Function<TrialResult, Object> timing(Function<Timing, Object> value) {
    return r -> r.ending().training().map(t -> value.apply(t.timing())).orElse(null);
  }

  private static long epochs(TrialResult r) {
    return r.trial().hyperparameters().numEpochs();
  }

  // StrictMath, because a computed column has the same bits on every JVM.
  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }
}
