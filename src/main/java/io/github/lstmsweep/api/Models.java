package io.github.lstmsweep.api;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.score.ScoreFunction;
import io.github.lstmsweep.sweep.StoredCorpus;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.model.SeriesForecast;
import io.github.lstmsweep.sweep.model.TextScoring;
import io.github.lstmsweep.sweep.model.TrainedSeries;
import io.github.lstmsweep.sweep.model.TrainedTrial;
import io.github.lstmsweep.train.series.ForecastStep;
import io.github.lstmsweep.train.text.TextScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;

/**
 * Applies the trained models of a table from a program. A trial is named as on the command line:
 * {@code best}, an id, or the beginning of an id. The session may have any serializer, because
 * nothing is trained.
 */
public final class Models {
  private Models() {}

  /**
   * Scores a text with a language model, as validation scores the validation text.
   *
   * @param spark a session that reaches the table
   * @param out the place of the table
   * @param trial {@code best}, an id, or the beginning of one
   * @throws UserException if the model cannot be used, or the text has no score
   */
  public static TextScore score(SparkSession spark, String out, String trial, String text) {
    return new TextScoring(trained(spark, out, trial), ShardRunner.SEQUENTIAL).ofText(text);
  }

  /**
   * Registers a function of SQL that scores texts with a language model. It returns a struct with
   * the numbers {@code perplexity}, {@code bits_per_token}, {@code bits_per_character}, {@code
   * tokens} and {@code unknown_tokens}. The first three are null for a text of fewer than two
   * tokens, and for one without a token that the model knows.
   *
   * <pre>
   * Models.registerScore(spark, "lstm_score", "out/quickstart", "best");
   * spark.sql("select text, lstm_score(text).perplexity from texts");
   * </pre>
   *
   * @param name of the function
   * @throws UserException if the model cannot be used
   */
  public static void registerScore(SparkSession spark, String name, String out, String trial) {
    TrainedTrial trained = trained(spark, out, trial);
    SweepSession.reading(spark)
        .register(
            name,
            new ScoreFunction(trained.hyperparameters(), trained.spelling(), trained.parameters()));
  }

  /**
   * Forecasts the next values of the series that a model learned from.
   *
   * @param steps number of values to forecast
   * @param level probability that a value lies in its interval, such as 0.9
   * @throws UserException if the model or its series cannot be used
   */
  public static List<ForecastStep> forecast(
      SparkSession spark, String out, String trial, int steps, double level) {
    return new SeriesForecast(series(spark, out, trial), steps, level).ofItsSeries();
  }

  /**
   * Forecasts the values that follow the last ones of {@code values}, in the units of the series
   * that the model learned from. A model that reads further columns needs all of them, as {@link
   * #forecast(SparkSession, String, String, int, double, Map)} takes them.
   *
   * @param steps number of values to forecast
   * @param level probability that a value lies in its interval, such as 0.9
   * @throws UserException if the model or its series cannot be used, or there are too few values
   */
  public static List<ForecastStep> forecast(
      SparkSession spark, String out, String trial, int steps, double level, float... values) {
    return new SeriesForecast(series(spark, out, trial), steps, level)
        .after(new TimeSeries("the values", "", values, OptionalDouble.empty()), "the values");
  }

  /**
   * Forecasts the values that follow the last ones of a series, from its columns.
   *
   * <pre>
   * Models.forecast(spark, "out/demand", "best", 5, 0.9,
   *     Map.of("demand", demand, "temperature", temperature, "price", price));
   * </pre>
   *
   * @param steps number of values to forecast
   * @param level probability that a value lies in its interval, such as 0.9
   * @param columns the series and each further column that the model reads, under their names, in
   *     the units of those that it learned from and all of one length; other columns do not matter
   * @throws UserException if the model or its series cannot be used, if a column is missing, or if
   *     there are too few values
   */
  public static List<ForecastStep> forecast(
      SparkSession spark,
      String out,
      String trial,
      int steps,
      double level,
      Map<String, float[]> columns) {
    return new SeriesForecast(series(spark, out, trial), steps, level).after(columns);
  }

  private static TrainedTrial trained(SparkSession spark, String out, String trial) {
    StoredSweep stored = open(spark, out);
    return TrainedTrial.read(stored, trial, dataset -> corpus(stored).textCalled(dataset.corpus()));
  }

  private static TrainedSeries series(SparkSession spark, String out, String trial) {
    StoredSweep stored = open(spark, out);
    return TrainedSeries.read(stored, trial, dataset -> (TimeSeries) corpus(stored).of(dataset));
  }

  private static StoredSweep open(SparkSession spark, String out) {
    StorageSettings settings = SweepSession.reading(spark).storage();
    return StoredSweep.open(out, settings);
  }

  private static StoredCorpus corpus(StoredSweep stored) {
    CorpusLoader loader =
        new CorpusLoader(Optional.empty(), System.getenv(), new HadoopReader(stored.settings()));
    return new StoredCorpus(stored, loader, Optional.empty());
  }
}
