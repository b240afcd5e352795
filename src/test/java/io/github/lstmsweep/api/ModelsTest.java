package io.github.lstmsweep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.ColumnTrials;
import io.github.lstmsweep.train.series.ForecastStep;
import io.github.lstmsweep.train.text.TextScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies models from a program. */
class ModelsTest {
  private static final String TEXT =
      """
      name: text
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters: {num_steps: 4, num_hiddens: 4, num_layers: 2, num_epochs: 1, cell: [gru, mgu]}
      """;

  private static final String SERIES =
      """
      name: sine
      task: time-series
      corpus: noisy-sine
      windows: {train: 60, validation: 30}
      parameters: {num_epochs: 1}
      """;

  private static final String DEMAND =
      """
      name: demand
      task: time-series
      corpus: demand.csv
      target: demand
      columns: [heat, noise]
      windows: {train: 250, validation: 100}
      parameters: {num_epochs: 2, input: sequence}
      """;

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();

  @Test
  void aColumnOfTextsIsScoredAsSingleTextsAre() throws IOException {
    String out = table(TEXT);
    List<String> texts =
        Arrays.asList("the harbour was quiet", "Q", "", null, "ships, and 12 gulls!", "zz", "123");
    Dataset<Row> column = spark.createDataset(texts, Encoders.STRING()).toDF("text").repartition(2);
    Models.registerScore(spark, "lstm_score", out, "best");

    List<Row> rows = column.selectExpr("text", "lstm_score(text) as score").collectAsList();

    assertThat(rows).hasSize(texts.size());
    for (Row row : rows) {
      String text = row.getString(0);
      Row score = row.getStruct(1);
      if (text == null) {
        assertThat(score).isNull();
      } else if (text.length() < 2 || text.equals("123")) {
        assertThat(score.isNullAt(0)).as(text).isTrue();
        assertThat(score.isNullAt(2)).as(text).isTrue();
        assertThat(score.<Long>getAs("tokens")).isLessThan(2);
        assertThatThrownBy(() -> Models.score(spark, out, "best", text))
            .isInstanceOf(UserException.class)
            .hasMessageStartingWith("Cannot score the text with trial ")
            .hasMessageEndingWith("but has " + score.<Long>getAs("tokens"));
      } else {
        TextScore single = Models.score(spark, out, "best", text);
        assertThat(score.<Double>getAs("perplexity")).isEqualTo(single.perplexity());
        assertThat(score.<Double>getAs("bits_per_token")).isEqualTo(single.bitsPerToken());
        assertThat(score.<Double>getAs("bits_per_character")).isEqualTo(single.bitsPerCharacter());
        assertThat(score.<Long>getAs("tokens")).isEqualTo(single.tokens());
        assertThat(score.<Long>getAs("unknown_tokens")).isEqualTo(single.unknownTokens());
      }
    }
  }

  @Test
  void aSeriesIsContinuedFromItsOwnValuesOrFromOthers() throws IOException {
    String out = table(SERIES);
    List<ForecastStep> own = Models.forecast(spark, out, "best", 5, 0.8);
    assertThat(own).hasSize(5).allMatch(step -> step.lower() < step.upper());
    List<ForecastStep> other =
        Models.forecast(spark, out, "best", 5, 0.8, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f);
    assertThat(other).hasSize(5);
    assertThat(other.get(0).forecast()).isNotEqualTo(own.get(0).forecast());
    assertThat(other.get(4).rmse()).isEqualTo(own.get(4).rmse());
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 5, 0.8, 1f))
        .hasMessageEndingWith(": must have at least 4 values, which its windows read, but has 1");
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 0, 0.8))
        .hasMessage(
            "Cannot set the steps of a forecast to 0: must be a whole number from 1 to 10000");
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 1, 1))
        .hasMessage("Cannot set the probability of an interval to 1.0: must be between 0 and 1");
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 1, 0.8, 1f, 2f, Float.NaN, 4f, 5f))
        .hasMessageEndingWith(": value 3 must be finite, but is NaN");
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 1, 0.8, Map.of("x", new float[9])))
        .hasMessageEndingWith(": must be values without a name, since its series is built in");
    assertThatThrownBy(() -> Models.score(spark, out, "best", "text"))
        .hasMessageEndingWith(": must be a language model, but its task is time-series");
    assertThatThrownBy(() -> Models.registerScore(spark, "lstm_score", out, "best"))
        .hasMessageEndingWith(": must be a language model, but its task is time-series");
  }

  /** The columns that the file has are the columns that a program gives. */
  @Test
  void aSeriesWithColumnsIsContinuedFromAllOfThem() throws IOException {
    TimeSeries demand = ColumnTrials.demand();
    Map<String, float[]> columns = new HashMap<>(Map.of("demand", demand.values()));
    demand.inputColumns().forEach(input -> columns.put(input.name(), input.values()));
    Files.writeString(folder.resolve("demand.csv"), ColumnTrials.csv(demand));
    String out = table(DEMAND);
    List<ForecastStep> own = Models.forecast(spark, out, "best", 5, 0.8);
    columns.put("other", new float[1]);
    assertThat(Models.forecast(spark, out, "best", 5, 0.8, columns)).isEqualTo(own);
    assertThat(Models.forecast(spark, out, "best", 5, 0.8, last(columns, 4)))
        .as("its windows read the last four moments")
        .isEqualTo(own);
    float[] warmer = columns.get("heat").clone();
    warmer[warmer.length - 2] += 5;
    Map<String, float[]> other = new HashMap<>(columns);
    other.put("heat", warmer);
    assertThat(Models.forecast(spark, out, "best", 5, 0.8, other).get(0).forecast())
        .isNotEqualTo(own.get(0).forecast());

    refused(
        out, last(columns, 3), "must have at least 4 values, which its windows read, but has 3");
    other.put("heat", new float[7]);
    refused(out, other, "heat must have as many values as demand, which has 400, but has 7");
    warmer[2] = Float.POSITIVE_INFINITY;
    other.put("heat", warmer);
    refused(out, other, "value 3 of column heat must be finite, but is Infinity");
    other.remove("heat");
    refused(out, other, "must have the column heat, but have demand, noise, other");
    refused(out, Map.of(), "must have the column demand, but have none");
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 5, 0.8, demand.values()))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "Cannot continue the values with trial [0-9a-f]{32}: must have its columns heat, noise"
                + " too, which its windows read");
  }

  private void refused(String out, Map<String, float[]> columns, String problem) {
    assertThatThrownBy(() -> Models.forecast(spark, out, "best", 5, 0.8, columns))
        .isInstanceOf(UserException.class)
        .hasMessageMatching("Cannot continue the columns with trial [0-9a-f]{32}: .*")
        .hasMessageEndingWith(": " + problem);
  }

  private static Map<String, float[]> last(Map<String, float[]> columns, int count) {
    Map<String, float[]> last = new HashMap<>();
    columns.forEach(
        (name, values) ->
            last.put(
                name,
                Arrays.copyOfRange(values, Math.max(0, values.length - count), values.length)));
    return last;
  }

  private String table(String yaml) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), yaml);
    String out = folder.resolve("out").toString();
    Sweep.run(spark, spec.toString(), out);
    return out;
  }
}
