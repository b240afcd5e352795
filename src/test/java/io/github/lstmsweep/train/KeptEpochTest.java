package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.io.InputStream;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials that keep their best epoch. Their learning rates are so high that scores rise again. */
class KeptEpochTest {
  private static final Corpus TEXT =
      new CorpusLoader(Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
          .load(CorpusLoader.HARBOUR, "char");
  private static final TimeSeries SERIES = SeriesTrials.series();
  private static final int EPOCHS = 8;

  private static Trial text(Keep keep, double lr, String optimizer, double dropout) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.NUM_STEPS, 5);
    values.put(Hyperparameter.NUM_HIDDENS, 8);
    values.put(Hyperparameter.BATCH_SIZE, 50);
    values.put(Hyperparameter.NUM_EPOCHS, EPOCHS);
    values.put(Hyperparameter.LR, lr);
    values.put(Hyperparameter.OPTIMIZER, optimizer);
    values.put(Hyperparameter.DROPOUT, dropout);
    values.put(Hyperparameter.NUM_LAYERS, dropout > 0 ? 2 : 1);
    values.put(Hyperparameter.KEEP, keep.key());
    return Trial.of(
        Hyperparameters.of(values),
        new Dataset(TEXT.name(), TEXT.sha256(), TEXT.tokens(), TEXT.vocabulary().size(), 230, 70));
  }

  private static Trial series(double lr) {
    return SeriesTrials.trial(
        SERIES,
        SeriesForm.Scale.STANDARD,
        Map.of(
            Hyperparameter.NUM_EPOCHS,
            EPOCHS,
            Hyperparameter.LR,
            lr,
            Hyperparameter.KEEP,
            Keep.BEST.key()));
  }

  private static TrainingOutcome run(Trial trial, TrainingData data, Leg leg) {
    return new TrainingRun(
            trial,
            data,
            KernelChoice.get().kernels(),
            Deadline.in(Optional.empty()),
            ShardRunner.SEQUENTIAL)
        .run(leg, TrainingListener.NONE);
  }

  private static List<Double> scores(TrainingOutcome outcome) {
    return outcome.curve().stream().map(EpochPoint::validationScore).toList();
  }

  private static EpochPoint best(TrainingOutcome outcome) {
    return outcome.curve().stream()
        .min(Comparator.comparingDouble(EpochPoint::validationScore))
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"30, sgd, 0", "0.4, adam, 0.5", "9, momentum, 0"})
  void theModelIsThatOfTheBestEpoch(double lr, String optimizer, double dropout) {
    Trial last = text(Keep.LAST, lr, optimizer, dropout);
    Trial best = text(Keep.BEST, lr, optimizer, dropout);
    assertThat(best.id()).isNotEqualTo(last.id());
    TrainingOutcome ofLast = run(last, TEXT, Leg.whole(last));
    TrainingOutcome ofBest = run(best, TEXT, Leg.whole(best));
    assertThat(scores(ofBest)).isEqualTo(scores(ofLast));
    int epoch = best(ofBest).epoch();
    assertThat(epoch).as("%s", scores(ofBest)).isLessThan(EPOCHS);
    TrainingOutcome there = run(last, TEXT, new Leg(Optional.empty(), epoch));
    assertThat(ofBest.model().orElseThrow().parameters())
        .isEqualTo(there.state().orElseThrow().network().parameters())
        .isNotEqualTo(ofLast.model().orElseThrow().parameters());
  }

  @ParameterizedTest
  @CsvSource({"30, sgd, 0", "0.4, adam, 0.5", "9, momentum, 0"})
  void aPausedTrialKeepsTheBestEpochOfAllItsParts(double lr, String optimizer, double dropout) {
    Trial trial = text(Keep.BEST, lr, optimizer, dropout);
    TrainingOutcome whole = run(trial, TEXT, Leg.whole(trial));
    Optional<TrainingState> state = Optional.empty();
    TrainingOutcome paused = whole;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      paused = run(trial, TEXT, new Leg(state, epoch));
      state = paused.state();
    }
    assertThat(paused.model().orElseThrow().parametersSha256())
        .isEqualTo(whole.model().orElseThrow().parametersSha256());
    assertThat(paused.model().orElseThrow().sample())
        .isEqualTo(whole.model().orElseThrow().sample());
  }

  @Test
  void theForecastsOfASeriesAreThoseOfTheBestEpoch() {
    int earlier = 0;
    for (double lr : new double[] {0.5, 0.7, 0.9, 1.2, 1.5}) {
      Trial trial = series(lr);
      TrainingOutcome outcome = run(trial, SERIES, Leg.whole(trial));
      EpochPoint best = best(outcome);
      earlier += best.epoch() < EPOCHS ? 1 : 0;
      List<ForecastPoint> points = outcome.series().orElseThrow().points();
      double sum = 0;
      for (ForecastPoint point : points) {
        double error = point.ahead1() - point.value();
        sum += error * error;
      }
      assertThat(Math.sqrt(sum / points.size())).isCloseTo(best.validationScore(), within(1e-4));
    }
    assertThat(earlier).isPositive();
  }

  @Test
  void aStateWithoutTheBestEpochIsRefused() {
    Trial last = text(Keep.LAST, 1, "sgd", 0);
    TrainingState state = run(last, TEXT, new Leg(Optional.empty(), 2)).state().orElseThrow();
    Trial best = text(Keep.BEST, 1, "sgd", 0);
    assertThatThrownBy(() -> run(best, TEXT, new Leg(Optional.of(state), 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its state lacks the parameters");
  }
}
