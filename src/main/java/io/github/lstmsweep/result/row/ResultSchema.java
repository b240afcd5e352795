package io.github.lstmsweep.result.row;

import static io.github.lstmsweep.result.parquet.Column.Origin.COMPUTED;
import static io.github.lstmsweep.result.parquet.Column.Origin.MEASURED;
import static io.github.lstmsweep.result.parquet.Column.Type.CURVE;
import static io.github.lstmsweep.result.parquet.Column.Type.DOUBLE;
import static io.github.lstmsweep.result.parquet.Column.Type.FORECASTS;
import static io.github.lstmsweep.result.parquet.Column.Type.INT64;
import static io.github.lstmsweep.result.parquet.Column.Type.TEXT;
import static io.github.lstmsweep.result.parquet.Column.Type.TIMESTAMP;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  public static final long VERSION = 10;

  /** The median of fewer epochs may still be one of a cold Java. */
  private static final int WARM_EPOCHS = 3;

  private static final List<Column<EpochPoint>> EPOCH_COLUMNS =
      List.of(
          new Column<>(
              "epoch", INT64, COMPUTED, "number of the epoch, from 1", p -> (long) p.epoch()),
          new Column<>(
              "train_perplexity",
              DOUBLE,
              COMPUTED,
              "as the column of this name, for this epoch",
              EpochPoint::trainPerplexity),
          new Column<>(
              "validation_perplexity",
              DOUBLE,
              COMPUTED,
              "as the column of this name, after this epoch",
              EpochPoint::validationPerplexity),
          new Column<>(
              "seconds",
              DOUBLE,
              MEASURED,
              "seconds of this epoch, validation included",
              EpochPoint::seconds),
          new Column<>(
              "gradient_norm_mean",
              DOUBLE,
              COMPUTED,
              "mean over the epoch's minibatches of the L2 norm of the gradient over all parameters, before clipping",
              p -> p.dynamics().meanGradientNorm()),
          new Column<>(
              "gradient_norm_max",
              DOUBLE,
              COMPUTED,
              "largest of these norms",
              p -> p.dynamics().maxGradientNorm()),
          new Column<>(
              "largest_h",
              DOUBLE,
              COMPUTED,
              "largest absolute value of a hidden state in the validation after this epoch, over all layers, units, steps and windows",
              p -> p.dynamics().largestH()),
          new Column<>(
              "largest_c",
              DOUBLE,
              COMPUTED,
              "largest absolute value of a cell state in the validation after this epoch, over all layers, units, steps and windows",
              p -> p.dynamics().largestC()),
          new Column<>(
              "train_rmse",
              DOUBLE,
              COMPUTED,
              "as the column of this name, for this epoch",
              EpochPoint::trainRmse),
          new Column<>(
              "validation_rmse",
              DOUBLE,
              COMPUTED,
              "as the column of this name, after this epoch",
              EpochPoint::validationRmse));

  private static final List<Column<ForecastPoint>> FORECAST_COLUMNS =
      List.of(
          new Column<>(
              "place",
              INT64,
              COMPUTED,
              "index of the value in the series, from 0",
              p -> (long) p.place()),
          new Column<>("value", DOUBLE, COMPUTED, "the value", ForecastPoint::value),
          ahead(1),
          ahead(4),
          ahead(16),
          ahead(64));

  private static Column<ForecastPoint> ahead(int steps) {
    return new Column<>(
        "ahead_" + steps,
        DOUBLE,
        COMPUTED,
        steps == 1
            ? "forecast from the values just before it"
            : "forecast "
                + steps
                + " steps ahead: the last of "
                + steps
                + ", each from the forecasts before it and the values before these",
        p -> p.ahead(steps));
  }

  private static final List<List<Column<TrialResult>>> GROUPS =
      Stream.of(identity(), hyperparameters(), data(), outcome(), cost(), provenance())
          .map(Stream::toList)
          .toList();

  private static final List<Column<TrialResult>> COLUMNS =
      GROUPS.stream().flatMap(List::stream).toList();

  private ResultSchema() {}

  /** Returns the table's columns, in order. */
  public static List<Column<TrialResult>> columns() {
    return COLUMNS;
  }

  /**
   * Returns the columns in their order and in groups: identity, hyperparameters, data, outcome,
   * cost and provenance.
   */
  public static List<List<Column<TrialResult>>> groups() {
    return GROUPS;
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
            "32 hexadecimal digits that name everything that decides the result",
            r -> r.trial().id().hex()),
        new Column<>(
            "name", TEXT, COMPUTED, "name of the sweep that ran the trial", TrialResult::sweep),
        new Column<>(
            "task",
            TEXT,
            COMPUTED,
            "what was learned: language-model or time-series; rows older than the column are of language models",
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
                    description(h),
                    r ->
                        h.isOf(r.trial().dataset().task())
                            ? r.trial().hyperparameters().value(h)
                            : null));
  }

  private static String description(Hyperparameter h) {
    return h.kind() == Hyperparameter.Kind.CHOICE
        ? h.description() + ": " + h.bound()
        : h.description();
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
            "the corpus of the trial as the specification names it; a URI is stored without user info and query",
            r -> r.trial().dataset().corpus()),
        new Column<>(
            "corpus_sha256",
            TEXT,
            COMPUTED,
            "SHA-256 of the corpus's bytes; for a time series, of its values as little-endian float32",
            r -> r.trial().dataset().corpusSha256()),
        new Column<>(
            "tokens",
            TEXT,
            COMPUTED,
            "how the text was cut into tokens: char, word or word-punct",
            text(Dataset::tokens)),
        new Column<>(
            "min_freq",
            INT64,
            COMPUTED,
            "minimum number of occurrences of a token; rarer tokens become <unk>",
            text(d -> (long) d.minFreq())),
        new Column<>(
            "vocab_size",
            INT64,
            COMPUTED,
            "number of different tokens, <unk> included",
            text(d -> (long) d.vocabSize())));
  }

  private static Stream<Column<TrialResult>> textForm() {
    return Stream.of(
        textForm(
            "letters",
            "letters that are kept: latin (A-Z and a-z) or unicode; rows older than the text_ columns have d2l.ai's form"),
        textForm("case", "lower, or keep for capitals as they are"),
        textForm(
            "punctuation",
            "keep for all visible characters that are neither letters nor digits, or drop"),
        textForm("digits", "keep or drop"),
        textForm("lines", "keep for white space as it is, or drop for one blank in its place"));
  }

  private static Column<TrialResult> textForm(String key, String description) {
    return new Column<>(
        TextForm.column(key), TEXT, COMPUTED, description, text(d -> d.text().words().get(key)));
  }

  private static Stream<Column<TrialResult>> sampleForm() {
    return Stream.of(
        new Column<>(
            "sample_prefix",
            TEXT,
            COMPUTED,
            "text that the sample begins with; rows older than the sample_ columns have: it has",
            text(d -> d.sample().prefix())),
        new Column<>(
            "sample_length",
            INT64,
            COMPUTED,
            "number of tokens that the model writes after the prefix; older rows have 20",
            text(d -> (long) d.sample().length())),
        new Column<>(
            "sample_temperature",
            DOUBLE,
            COMPUTED,
            "0 for the likeliest token each time, as in older rows; otherwise each token is drawn",
            text(d -> d.sample().temperature())));
  }

  private static Stream<Column<TrialResult>> series() {
    return Stream.of(
        new Column<>(
            "column",
            TEXT,
            COMPUTED,
            "column of the CSV file that has the series",
            series(form -> form.column().isEmpty() ? null : form.column())),
        new Column<>(
            "input_columns",
            TEXT,
            COMPUTED,
            "the further columns whose past the network reads, a JSON array in the order of its inputs; null if it reads the series alone",
            series(ResultSchema::inputColumns)),
        new Column<>(
            "scale",
            TEXT,
            COMPUTED,
            "how the network saw the values: none, or standard, which subtracts the mean of the values in training windows and divides by their standard deviation",
            series(form -> form.scale().key())));
  }

  private static String inputColumns(SeriesForm form) {
    try {
      return form.inputColumns().isEmpty()
          ? null
          : new ObjectMapper().writeValueAsString(form.inputColumns());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts are always JSON", e);
    }
  }

  private static Stream<Column<TrialResult>> windows() {
    return Stream.of(
        new Column<>(
            "train_windows",
            INT64,
            COMPUTED,
            "number of windows trained on, from the start of the corpus",
            r -> (long) r.trial().dataset().trainWindows()),
        new Column<>(
            "validation_windows",
            INT64,
            COMPUTED,
            "number of windows validated on, which follow the training windows",
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
            "how the trial ended, as described below",
            r -> r.status().name()),
        new Column<>(
            "status_detail",
            TEXT,
            COMPUTED,
            "why the status is not OK",
            r -> r.ending().detail().isEmpty() ? null : r.ending().detail()),
        new Column<>(
            "train_perplexity",
            DOUBLE,
            COMPUTED,
            "exp of the mean loss (nats per token) of the epoch's minibatches, each taken before its update; the epoch is the one that keep names",
            orNull(TrialResult::keptEpoch, EpochPoint::trainPerplexity)),
        new Column<>(
            "validation_perplexity",
            DOUBLE,
            COMPUTED,
            "exp of the mean loss (nats per token) of the validation minibatches after the epoch that keep names",
            orNull(TrialResult::keptEpoch, EpochPoint::validationPerplexity)),
        new Column<>(
            "best_validation_perplexity",
            DOUBLE,
            COMPUTED,
            "lowest of the curve",
            orNull(TrialResult::bestEpoch, EpochPoint::validationPerplexity)),
        new Column<>(
            "best_epoch",
            INT64,
            COMPUTED,
            "first epoch with best_validation_perplexity or best_validation_rmse, from 1",
            orNull(TrialResult::bestEpoch, p -> (long) p.epoch())),
        new Column<>(
            "bits_per_token",
            DOUBLE,
            COMPUTED,
            "log2 of validation_perplexity",
            orNull(TrialResult::keptEpoch, p -> log2(p.validationPerplexity()))),
        new Column<>(
            "bits_per_character",
            DOUBLE,
            COMPUTED,
            "bits to write one character of the validation text, <unk> spelled out, as described below",
            ResultSchema::bitsPerCharacter),
        new Column<>(
            Baseline.UNIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "perplexity of a unigram model of the training windows on the validation windows, as described below",
            orNull(ResultSchema::baselines, Baselines::unigram)),
        new Column<>(
            Baseline.BIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "perplexity of such a bigram model",
            orNull(ResultSchema::baselines, Baselines::bigram)),
        new Column<>(
            Baseline.TRIGRAM.column(),
            DOUBLE,
            COMPUTED,
            "perplexity of such a trigram model",
            orNull(ResultSchema::baselines, Baselines::trigram)),
        new Column<>(
            "sample",
            TEXT,
            COMPUTED,
            "sample_prefix and the tokens that the model writes after it; words are set apart as people would write them",
            orNull(TrialResult::model, m -> m.sample().isEmpty() ? null : m.sample())),
        new Column<>(
            "parameters_sha256",
            TEXT,
            COMPUTED,
            "SHA-256 of the parameters' bytes in the model file",
            orNull(TrialResult::model, TrainedModel::parametersSha256)),
        new Column<>(
            "largest_h", DOUBLE, COMPUTED, "largest of the curve", largest(Dynamics::largestH)),
        new Column<>(
            "largest_c", DOUBLE, COMPUTED, "largest of the curve", largest(Dynamics::largestC)),
        new Column<>(
            "gradient_norm_max",
            DOUBLE,
            COMPUTED,
            "largest of the curve",
            largest(Dynamics::maxGradientNorm)),
        new Column<>(
            "curve",
            CURVE,
            COMPUTED,
            "one element per epoch that ended, in order; empty if none ended",
            TrialResult::curve),
        new Column<>(
            "train_rmse",
            DOUBLE,
            COMPUTED,
            "root mean squared error over the training windows in the epoch that keep names, each forecast before its minibatch's update, in the units of the series",
            orNull(TrialResult::keptEpoch, EpochPoint::trainRmse)),
        new Column<>(
            "validation_rmse",
            DOUBLE,
            COMPUTED,
            "root mean squared error over the validation windows after the epoch that keep names, in the units of the series",
            orNull(TrialResult::keptEpoch, EpochPoint::validationRmse)),
        new Column<>(
            "best_validation_rmse",
            DOUBLE,
            COMPUTED,
            "lowest of the curve",
            orNull(TrialResult::bestEpoch, EpochPoint::validationRmse)),
        new Column<>(
            Baseline.NOISE.column(),
            DOUBLE,
            COMPUTED,
            "RMSE of a perfect forecast, i.e. the standard deviation of the noise: 0.2 for noisy-sine",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::noise)),
        new Column<>(
            Baseline.NAIVE.column(),
            DOUBLE,
            COMPUTED,
            "RMSE of the forecast that repeats the previous value, on the validation windows",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::naive)),
        new Column<>(
            Baseline.LINEAR.column(),
            DOUBLE,
            COMPUTED,
            "RMSE of the least-squares linear forecast from the same tau values, fitted on the training windows, as described below",
            orNull(ResultSchema::forecastBaselines, ForecastBaselines::linear)),
        new Column<>(
            "forecasts",
            FORECASTS,
            COMPUTED,
            "one element per value validated on, at most 1,024; empty unless OK",
            r -> r.series().map(SeriesForecasts::points).orElse(null)));
  }

  private static Optional<ForecastBaselines> forecastBaselines(TrialResult r) {
    return r.series().map(SeriesForecasts::baselines);
  }

  private static Object bitsPerCharacter(TrialResult r) {
    return r.keptEpoch()
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
            "numbers that the model keeps",
            r -> TrialCost.of(r.trial()).parameterCount()),
        new Column<>(
            "trained_tokens",
            INT64,
            COMPUTED,
            "tokens trained on in the epochs that ended; for a time series, steps of the network",
            r -> TrialCost.of(r.trial()).trainedTokens() / epochs(r) * r.curve().size()),
        new Column<>(
            "flops",
            DOUBLE,
            COMPUTED,
            "FLOP of training and validation in the epochs that ended: products only, a multiply-add as two",
            r -> TrialCost.of(r.trial()).flops() * r.curve().size() / epochs(r)),
        new Column<>(
            "train_seconds",
            DOUBLE,
            MEASURED,
            "seconds in training minibatches",
            timing(Timing::trainSeconds)),
        new Column<>(
            "warm_train_seconds",
            DOUBLE,
            MEASURED,
            "train_seconds without Java's warm-up, as described below; null if fewer than three epochs ended",
            ResultSchema::warmTrainSeconds),
        new Column<>(
            "validation_seconds",
            DOUBLE,
            MEASURED,
            "seconds in validation minibatches",
            timing(Timing::validationSeconds)),
        new Column<>(
            "tokens_per_second",
            DOUBLE,
            MEASURED,
            "tokens trained per second of train_seconds",
            timing(Timing::tokensPerSecond)),
        new Column<>(
            "inference_tokens_per_second",
            DOUBLE,
            MEASURED,
            "tokens validated per second of validation_seconds",
            timing(Timing::inferenceTokensPerSecond)));
  }

  private static Object warmTrainSeconds(TrialResult r) {
    Object seconds = timing(Timing::trainSeconds).apply(r);
    double[] epochs = r.curve().stream().mapToDouble(EpochPoint::seconds).sorted().toArray();
    double sum = Arrays.stream(epochs).sum();
    if (seconds == null || epochs.length < WARM_EPOCHS || !(sum > 0)) {
      return null;
    }
    double median = (epochs[epochs.length / 2] + epochs[(epochs.length - 1) / 2]) / 2;
    return (Double) seconds * (median * epochs.length / sum);
  }

  private static Stream<Column<TrialResult>> provenance() {
    return Stream.of(
        new Column<>(
            "engine",
            TEXT,
            MEASURED,
            "engine that trained the trial, as described below",
            r -> r.provenance().engine().name()),
        new Column<>(
            "engine_version",
            TEXT,
            MEASURED,
            "version of this software",
            r -> r.provenance().engine().version()),
        new Column<>(
            "kernels",
            TEXT,
            MEASURED,
            "vector or scalar, which have the same bits; for other engines than this software's kernels ND4J's backend, such as CpuBackend or JCublasBackend",
            r -> r.provenance().engine().kernels()),
        new Column<>(
            "reproducibility",
            TEXT,
            MEASURED,
            "where another run has the same bits: any-cpu, or the same device and libraries only; for trials trained as a pack, a pack of that size only",
            r -> r.provenance().engine().reproducibility()),
        new Column<>("host", TEXT, MEASURED, "name of the machine", r -> r.provenance().host()),
        new Column<>(
            "attempt",
            INT64,
            MEASURED,
            "Spark's attempt of the task, from 1",
            r -> (long) r.provenance().attempt()),
        new Column<>(
            "started_at",
            TIMESTAMP,
            MEASURED,
            "time before training, UTC, in microseconds",
            r -> r.provenance().startedAt()),
        new Column<>(
            "finished_at",
            TIMESTAMP,
            MEASURED,
            "time after training and before the row was written, UTC, in microseconds",
            r -> r.provenance().finishedAt()),
        new Column<>(
            "schema_version",
            INT64,
            COMPUTED,
            "version of these columns: " + VERSION,
            r -> VERSION));
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
