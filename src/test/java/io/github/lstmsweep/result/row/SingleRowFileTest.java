package io.github.lstmsweep.result.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.baseline.Baselines;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleRowFileTest {
  @TempDir Path folder;

  /** Verbs decode a table on all cores, and Parquet's readers share their options. */
  @Test
  void rowsAreReadByManyThreadsAtOnce() throws IOException {
    TrialResult result = Results.ok(1);
    byte[] bytes = SingleRowFile.write(result);
    assertThat(
            IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> status(result.trial().id(), bytes))
                .distinct())
        .containsExactly("OK");
  }

  private static String status(TrialId id, byte[] bytes) {
    try {
      return SingleRowFile.read(id, bytes).status().name();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aPlainReaderSeesTheColumnsOfTheDesignWithTheirTypes() throws IOException {
    assertThat(
            Arrays.stream(read(Results.ok(1)).schema().fields())
                .map(f -> f.name() + " " + f.dataType().sql())
                .toList())
        .containsExactly(
            "trial_id STRING",
            "name STRING",
            "task STRING",
            "num_steps BIGINT",
            "num_hiddens BIGINT",
            "lr DOUBLE",
            "batch_size BIGINT",
            "num_epochs BIGINT",
            "gradient_clip DOUBLE",
            "cell STRING",
            "num_layers BIGINT",
            "hidden_activation STRING",
            "dropout DOUBLE",
            "optimizer STRING",
            "weight_decay DOUBLE",
            "keep STRING",
            "seed BIGINT",
            "tau BIGINT",
            "input STRING",
            "corpus STRING",
            "corpus_sha256 STRING",
            "tokens STRING",
            "min_freq BIGINT",
            "vocab_size BIGINT",
            "text_letters STRING",
            "text_case STRING",
            "text_punctuation STRING",
            "text_digits STRING",
            "text_lines STRING",
            "sample_prefix STRING",
            "sample_length BIGINT",
            "sample_temperature DOUBLE",
            "column STRING",
            "input_columns STRING",
            "scale STRING",
            "train_windows BIGINT",
            "validation_windows BIGINT",
            "status STRING",
            "status_detail STRING",
            "train_perplexity DOUBLE",
            "validation_perplexity DOUBLE",
            "best_validation_perplexity DOUBLE",
            "best_epoch BIGINT",
            "bits_per_token DOUBLE",
            "bits_per_character DOUBLE",
            "unigram_perplexity DOUBLE",
            "bigram_perplexity DOUBLE",
            "trigram_perplexity DOUBLE",
            "sample STRING",
            "parameters_sha256 STRING",
            "largest_h DOUBLE",
            "largest_c DOUBLE",
            "gradient_norm_max DOUBLE",
            "curve ARRAY<STRUCT<epoch: BIGINT, train_perplexity: DOUBLE,"
                + " validation_perplexity: DOUBLE, seconds: DOUBLE, gradient_norm_mean: DOUBLE,"
                + " gradient_norm_max: DOUBLE, largest_h: DOUBLE, largest_c: DOUBLE,"
                + " train_rmse: DOUBLE, validation_rmse: DOUBLE>>",
            "train_rmse DOUBLE",
            "validation_rmse DOUBLE",
            "best_validation_rmse DOUBLE",
            "noise_rmse DOUBLE",
            "naive_rmse DOUBLE",
            "linear_rmse DOUBLE",
            "forecasts ARRAY<STRUCT<place: BIGINT, value: DOUBLE, ahead_1: DOUBLE,"
                + " ahead_4: DOUBLE, ahead_16: DOUBLE, ahead_64: DOUBLE>>",
            "parameter_count BIGINT",
            "trained_tokens BIGINT",
            "flops DOUBLE",
            "train_seconds DOUBLE",
            "warm_train_seconds DOUBLE",
            "validation_seconds DOUBLE",
            "tokens_per_second DOUBLE",
            "inference_tokens_per_second DOUBLE",
            "engine STRING",
            "engine_version STRING",
            "kernels STRING",
            "reproducibility STRING",
            "host STRING",
            "attempt BIGINT",
            "started_at TIMESTAMP",
            "finished_at TIMESTAMP",
            "schema_version BIGINT");
  }

  @Test
  void aRowHasTheFormOfItsTextAndItsSample() throws IOException {
    TrialResult ok = Results.ok(7);
    io.github.lstmsweep.trial.Dataset own =
        ok.trial().dataset().in(TextForm.WHOLE, new SampleForm("Zoë\n\ud83d\ude00", 30, 0.7));
    Trial trial = Trial.of(ok.trial().hyperparameters(), own);
    TrialResult result = new TrialResult(ok.sweep(), trial, ok.ending(), ok.provenance());
    TrialRow row = SingleRowFile.read(trial.id(), SingleRowFile.write(result));
    assertThat(row.dataset()).contains(own);
    assertThat(row.values())
        .containsEntry("text_letters", "unicode")
        .containsEntry("text_case", "keep")
        .containsEntry("sample_prefix", "Zoë\n\ud83d\ude00")
        .containsEntry("sample_length", 30L)
        .containsEntry("sample_temperature", 0.7);
    Map<String, Object> older = new HashMap<>(row.values());
    older.keySet().removeIf(name -> name.startsWith("text_") || name.startsWith("sample_"));
    assertThat(new TrialRow(trial.id(), older).dataset())
        .contains(own.in(TextForm.D2L, SampleForm.D2L));
    Map<String, Object> newer = new HashMap<>(row.values());
    newer.put("text_letters", "runes");
    assertThat(new TrialRow(trial.id(), newer).dataset()).isEmpty();
  }

  @Test
  void theSqlOfTheSchemaIsWhatAPlainReaderSees() throws IOException {
    assertThat(ResultSchema.sql())
        .isEqualTo(
            Arrays.stream(read(Results.ok(1)).schema().fields())
                .map(f -> f.name() + " " + f.dataType().sql())
                .collect(Collectors.joining(", ")));
  }

  @Test
  void aPlainReaderSeesTheValuesOfATrialThatIsOk() throws IOException {
    TrialResult result = Results.ok(7);
    Row row = read(result).first();
    assertThat(row.<String>getAs("trial_id")).isEqualTo(result.trial().id().hex());
    assertThat(row.<Long>getAs("seed")).isEqualTo(7);
    assertThat(row.<Double>getAs("lr")).isEqualTo(0.5);
    assertThat(row.<String>getAs("status")).isEqualTo("OK");
    assertThat(row.<String>getAs("status_detail")).isNull();
    assertThat(row.<Double>getAs("train_perplexity")).isEqualTo(5.5);
    assertThat(row.<Double>getAs("validation_perplexity")).isEqualTo(4.0);
    assertThat(row.<Double>getAs("best_validation_perplexity")).isEqualTo(3.5);
    assertThat(row.<Long>getAs("best_epoch")).isEqualTo(1);
    assertThat(row.<Double>getAs("bits_per_token")).isEqualTo(2.0);
    assertThat(row.<String>getAs("sample")).isEqualTo("it has been");
    assertThat(row.<String>getAs("parameters_sha256"))
        .isEqualTo(result.model().orElseThrow().parametersSha256());
    assertThat(row.<Long>getAs("trained_tokens"))
        .isEqualTo(TrialCost.of(result.trial()).trainedTokens());
    assertThat(row.<Double>getAs("flops")).isEqualTo(TrialCost.of(result.trial()).flops());
    assertThat(row.<Timestamp>getAs("started_at").toInstant()).isEqualTo(Results.STARTED);
    assertThat(row.<Timestamp>getAs("finished_at").toInstant()).isEqualTo(Results.FINISHED);
    List<Row> curve = row.getList(row.fieldIndex("curve"));
    assertThat(curve.stream().map(Row::toString).toList())
        .containsExactly(
            "[1,9.5,3.5,0.25,null,null,null,null,null,null]",
            "[2,5.5,4.0,0.5,null,null,null,null,null,null]");
  }

  @Test
  void aRowHasTheLargestOfItsCurvesDynamicsAndNoneThatNoEpochHas() throws IOException {
    TrialResult ok = Results.ok(7);
    TrainingOutcome plain = ok.ending().training().orElseThrow();
    TrainingOutcome outcome =
        new TrainingOutcome(
            plain.status(),
            plain.detail(),
            List.of(
                new EpochPoint(
                    1, 9.5, 3.5, 0.25, new EpochPoint.Dynamics(1.5, 4.5, 2.5, Double.NaN)),
                new EpochPoint(
                    2, 5.5, 4.0, 0.5, new EpochPoint.Dynamics(0.5, 2.0, 3.5, Double.NaN))),
            plain.model(),
            plain.timing());
    Row row =
        read(new TrialResult(ok.sweep(), ok.trial(), Ending.trained(outcome), ok.provenance()))
            .first();
    assertThat(row.<Double>getAs("largest_h")).isEqualTo(3.5);
    assertThat(row.<Double>getAs("largest_c")).isNull();
    assertThat(row.<Double>getAs("gradient_norm_max")).isEqualTo(4.5);
    List<Row> curve = row.getList(row.fieldIndex("curve"));
    assertThat(curve.stream().map(Row::toString).toList())
        .containsExactly(
            "[1,9.5,3.5,0.25,1.5,4.5,2.5,null,null,null]",
            "[2,5.5,4.0,0.5,0.5,2.0,3.5,null,null,null]");
  }

  @Test
  void aPlainReaderSeesWhatTheValidationTextSays() throws IOException {
    TrialResult ok = Results.ok(1);
    Row row = read(with(new ValidationText(5, 3, Optional.of(new Baselines(9, 8, 7))), ok)).first();
    assertThat(row.<Double>getAs("bits_per_character")).isEqualTo((2 + 3.0) / 5);
    assertThat(row.<Double>getAs("unigram_perplexity")).isEqualTo(9);
    assertThat(row.<Double>getAs("bigram_perplexity")).isEqualTo(8);
    assertThat(row.<Double>getAs("trigram_perplexity")).isEqualTo(7);
    row =
        read(with(
                new ValidationText(5, 3, Optional.of(new Baselines(9, 8, 7))), Results.diverged(1)))
            .first();
    assertThat(row.<Double>getAs("bits_per_character")).isNull();
    assertThat(row.<Double>getAs("unigram_perplexity")).isEqualTo(9);
    row = read(with(new ValidationText(5, 3, Optional.empty()), ok)).first();
    assertThat(row.<Double>getAs("bits_per_character")).isEqualTo(1);
    assertThat(row.<Double>getAs("unigram_perplexity")).isNull();
  }

  private static TrialResult with(ValidationText text, TrialResult result) {
    TrainingOutcome outcome = result.ending().training().orElseThrow();
    return new TrialResult(
        result.sweep(),
        result.trial(),
        Ending.trained(
            new TrainingOutcome(
                outcome.status(),
                outcome.detail(),
                outcome.curve(),
                outcome.model(),
                outcome.timing(),
                Optional.of(text))),
        result.provenance());
  }

  @Test
  void aDivergedTrialKeepsItsCurveAndHasNoScore() throws IOException {
    Row row = read(Results.diverged(1)).first();
    assertThat(row.<String>getAs("status")).isEqualTo("DIVERGED");
    assertThat(row.<String>getAs("status_detail")).contains("epoch 2, minibatch 1");
    assertThat(row.<Double>getAs("validation_perplexity")).isNull();
    assertThat(row.<Double>getAs("best_validation_perplexity")).isNull();
    assertThat(row.<Double>getAs("tokens_per_second")).isNull();
    assertThat(row.<String>getAs("parameters_sha256")).isNull();
    List<Row> curve = row.getList(row.fieldIndex("curve"));
    assertThat(curve.stream().map(Row::toString).toList())
        .containsExactly("[1,9.5,null,0.25,null,null,null,null,null,null]");
    assertThat(row.<Long>getAs("trained_tokens"))
        .isEqualTo(TrialCost.of(Results.trial(1)).trainedTokens() / 2);
  }

  @Test
  void aTrialThatNeverReturnedHasItsReasonAndAnEmptyCurve() throws IOException {
    for (TrialStatus status : List.of(TrialStatus.FAILED, TrialStatus.OUT_OF_MEMORY)) {
      Row row = read(Results.failed(1, status)).first();
      assertThat(row.<String>getAs("status")).isEqualTo(status.name());
      assertThat(row.<String>getAs("status_detail")).startsWith("java.lang.Exception: no");
      assertThat(row.<Double>getAs("train_seconds")).isNull();
      assertThat(row.getList(row.fieldIndex("curve"))).isEmpty();
      assertThat(row.<Long>getAs("trained_tokens")).isZero();
    }
  }

  @Test
  void aPlainReaderSeesARowForEveryTrialWhateverItsStatus() throws IOException {
    Dataset<Row> rows =
        read(
            Results.ok(1),
            Results.ok(2, 3.25),
            Results.diverged(3),
            Results.failed(4, TrialStatus.OUT_OF_MEMORY));
    assertThat(
            rows
                .selectExpr(
                    "seed",
                    "status",
                    "validation_perplexity",
                    "size(curve)",
                    "curve[1].validation_perplexity",
                    "unix_micros(started_at)")
                .orderBy("seed")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList())
        .containsExactly(
            "[1,OK,4.0,2,4.0,1767323045123456]",
            "[2,OK,3.25,2,3.25,1767323045123456]",
            "[3,DIVERGED,null,1,null,1767323045123456]",
            "[4,OUT_OF_MEMORY,null,0,null,1767323045123456]");
  }

  @Test
  void aTimeSeriesHasItsOwnScoresBaselinesAndForecastsAndNothingOfAText() throws IOException {
    TrialResult result = Results.ofSeries(7);
    Row row = read(result).first();
    assertThat(row.<String>getAs("task")).isEqualTo("time-series");
    assertThat(row.<Long>getAs("tau")).isEqualTo(4);
    assertThat(row.<String>getAs("input")).isEqualTo("sequence");
    assertThat(row.<String>getAs("column")).isEqualTo("price");
    assertThat(row.<String>getAs("scale")).isEqualTo("standard");
    assertThat(row.<Double>getAs("train_rmse")).isEqualTo(0.25);
    assertThat(row.<Double>getAs("validation_rmse")).isEqualTo(0.5);
    assertThat(row.<Double>getAs("best_validation_rmse")).isEqualTo(0.375);
    assertThat(row.<Long>getAs("best_epoch")).isEqualTo(1);
    assertThat(row.<Double>getAs("noise_rmse")).isNull();
    assertThat(row.<Double>getAs("naive_rmse")).isEqualTo(0.75);
    assertThat(row.<Double>getAs("linear_rmse")).isEqualTo(0.4375);
    assertThat(row.getList(row.fieldIndex("forecasts")).stream().map(Object::toString).toList())
        .containsExactly("[104,1.5,1.25,null,null,null]", "[105,1.75,1.5,2.5,null,null]");
    assertThat(row.getList(row.fieldIndex("curve")).stream().map(Object::toString).toList())
        .containsExactly(
            "[1,null,null,0.25,null,null,null,null,0.5,0.375]",
            "[2,null,null,0.5,null,null,null,null,0.25,0.5]");
    for (String ofText :
        List.of(
            "num_steps",
            "tokens",
            "min_freq",
            "vocab_size",
            "text_letters",
            "text_case",
            "text_punctuation",
            "text_digits",
            "text_lines",
            "sample_prefix",
            "sample_length",
            "sample_temperature",
            "train_perplexity",
            "validation_perplexity",
            "best_validation_perplexity",
            "bits_per_token",
            "bits_per_character",
            "unigram_perplexity",
            "sample")) {
      assertThat(row.<Object>getAs(ofText)).as(ofText).isNull();
    }

    TrialRow back = SingleRowFile.read(result.trial().id(), SingleRowFile.write(result));
    assertThat(back.dataset()).contains(result.trial().dataset());
    assertThat(back.hyperparameters()).isEqualTo(result.trial().hyperparameters());
    assertThat(back.validationScore()).hasValue(0.5);
    assertThat(
            SingleRowFile.curve(
                SingleRowFile.row(result.trial().id(), SingleRowFile.write(result))))
        .extracting(EpochPoint::validationRmse)
        .containsExactly(0.375, 0.5);
    assertThat(
            SingleRowFile.forecasts(
                SingleRowFile.row(result.trial().id(), SingleRowFile.write(result))))
        .isEqualTo(result.series().orElseThrow().points());
  }

  @Test
  void aRowReadBackHasTheValuesOfItsColumnsThatAreNotNested() throws IOException {
    TrialResult result = Results.ok(3);
    TrialRow row = SingleRowFile.read(result.trial().id(), SingleRowFile.write(result));
    for (Column<TrialResult> column : ResultSchema.columns()) {
      Object of = column.value().apply(result);
      // A NaN is written as null.
      Object value = of instanceof Double d && d.isNaN() ? null : of;
      switch (column.type()) {
        case CURVE, FORECASTS -> assertThat(row.values()).doesNotContainKey(column.name());
        case TIMESTAMP -> assertThat(row.values().get(column.name())).isInstanceOf(Long.class);
        default -> assertThat(row.values().get(column.name())).as(column.name()).isEqualTo(value);
      }
    }
  }

  @Test
  void bytesThatAreNoWholeRowOfTheTrialAreRefused() throws IOException {
    TrialResult result = Results.ok(3);
    byte[] bytes = SingleRowFile.write(result);
    assertThatThrownBy(() -> SingleRowFile.read(Results.trial(4).id(), bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("its row is of trial " + result.trial().id());
    assertThatThrownBy(
            () -> SingleRowFile.read(result.trial().id(), Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SingleRowFile.read(result.trial().id(), new byte[0]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void twoRunsOfOneTrialDifferOnlyInMeasuredColumns() {
    assertThat(
            ResultSchema.columns().stream()
                .filter(c -> c.origin() == Column.Origin.MEASURED)
                .map(c -> c.name())
                .toList())
        .containsExactly(
            "train_seconds",
            "warm_train_seconds",
            "validation_seconds",
            "tokens_per_second",
            "inference_tokens_per_second",
            "engine",
            "engine_version",
            "kernels",
            "reproducibility",
            "host",
            "attempt",
            "started_at",
            "finished_at");
  }

  /**
   * Publishes the results and returns the rows that Spark finds in OUT/trials without our schema.
   */
  private Dataset<Row> read(TrialResult... results) throws IOException {
    Path out = Files.createTempDirectory(folder, "a table");
    TrialTable table = TrialTable.openOrNew(out.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    for (TrialResult result : results) {
      assertThat(table.publish(result)).isEqualTo(TrialTable.Publication.PUBLISHED);
    }
    return LocalSpark.session().read().parquet(out.resolve("trials").toString());
  }
}
