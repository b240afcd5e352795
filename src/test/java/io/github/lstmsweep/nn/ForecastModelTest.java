package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares a model of a time series with {@link ReferenceModel}, in double, for all sizes. */
class ForecastModelTest {
  private static final int TAU = 5;

  /** One full tile, and a smaller last one. */
  private static final int WINDOWS = 70;

  private static final int PLACES = 40;
  private static final double STEP = 1e-5;

  private static final float[] VALUES = values(WINDOWS + TAU);

  @ParameterizedTest
  @CsvSource({
    "LSTM, WINDOW, 13, 1", "LSTM, SEQUENCE, 13, 1", "LSTM, WINDOW, 64, 1",
    "LSTM, SEQUENCE, 64, 1", "GRU, SEQUENCE, 64, 1", "RNN, WINDOW, 128, 1",
    "MGU, WINDOW, 8, 1", "MGU, SEQUENCE, 64, 1", "MGU, SEQUENCE, 20, 2",
    "GRU, WINDOW, 13, 2", "RNN, SEQUENCE, 20, 2"
  })
  void theGradientIsTheSlopeOfTheLossInDouble(
      Cell cell, SeriesInput input, int numHiddens, int numLayers) {
    Architecture architecture = architecture(cell, input, numHiddens, numLayers);
    Parameters parameters = initial(architecture);
    float[] canonical = parameters.canonical();
    ForecastModel model = model(KernelChoice.get().kernels(), parameters, input);
    int[] starts = IntStream.range(0, WINDOWS).toArray();

    double loss = model.lossAndGradient(starts, 0, WINDOWS);
    float[] gradient = model.canonicalGradient();

    double[] p = new double[canonical.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = canonical[i];
    }
    assertThat(loss).isCloseTo(reference(architecture, p, starts, input), within(1e-5));
    double largest = 0;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    Random random = new Random(3);
    for (int place = 0; place < PLACES; place++) {
      // The last two groups belong to the output layer. They are short, so the first places always
      // sample them.
      int i = place < 4 ? p.length - 1 - place : random.nextInt(p.length);
      double at = p[i];
      p[i] = at + STEP;
      double above = reference(architecture, p, starts, input);
      p[i] = at - STEP;
      double below = reference(architecture, p, starts, input);
      p[i] = at;
      assertThat((double) gradient[i])
          .as("gradient %d, seed 3", i)
          .isCloseTo((above - below) / (2 * STEP), within(1e-5 * largest));
    }
  }

  /** Moments of three numbers: the value to forecast and two columns. */
  @ParameterizedTest
  @CsvSource({
    "LSTM, WINDOW, 13, 1", "LSTM, SEQUENCE, 13, 2", "GRU, SEQUENCE, 64, 1",
    "RNN, WINDOW, 20, 2", "MGU, SEQUENCE, 8, 1", "MGU, WINDOW, 33, 1"
  })
  void theGradientOfSeveralColumnsIsTheSlopeToo(
      Cell cell, SeriesInput input, int numHiddens, int numLayers) {
    int width = 3;
    float[] values = values((WINDOWS + TAU) * width);
    Architecture architecture =
        new Architecture(1, cell, numHiddens, numLayers, HiddenActivation.TANH)
            .forecasting(input == SeriesInput.WINDOW ? TAU * width : width);
    SeriesWindows windows = new SeriesWindows(values, width, TAU, input, WINDOWS);
    Parameters parameters = initial(architecture);
    float[] canonical = parameters.canonical();
    int[] starts = IntStream.range(0, WINDOWS).toArray();
    ForecastModel model =
        new ForecastModel(
            KernelChoice.get().kernels(),
            parameters,
            windows,
            Optional.empty(),
            ShardRunner.SEQUENTIAL);
    ForecastModel scalar =
        new ForecastModel(
            new ScalarKernels(),
            initial(architecture),
            windows,
            Optional.empty(),
            ShardRunner.SEQUENTIAL);

    double loss = model.lossAndGradient(starts, 0, WINDOWS);
    float[] gradient = model.canonicalGradient();

    assertThat(scalar.lossAndGradient(starts, 0, WINDOWS)).isEqualTo(loss);
    assertThat(scalar.canonicalGradient()).containsExactly(gradient);
    double[] p = new double[canonical.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = canonical[i];
    }
    ReferenceModel reference = new ReferenceModel(architecture, p);
    assertThat(loss)
        .isCloseTo(reference.squaredError(values, width, starts, TAU, input), within(1e-5));
    double largest = 0;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    Random random = new Random(4);
    for (int place = 0; place < PLACES; place++) {
      // The weights of the inputs come first.
      int i = place < 20 ? random.nextInt(width * numHiddens) : random.nextInt(p.length);
      double at = p[i];
      p[i] = at + STEP;
      double above = reference.squaredError(values, width, starts, TAU, input);
      p[i] = at - STEP;
      double below = reference.squaredError(values, width, starts, TAU, input);
      p[i] = at;
      assertThat((double) gradient[i])
          .as("gradient %d, seed 4", i)
          .isCloseTo((above - below) / (2 * STEP), within(1e-5 * largest));
    }
  }

  @Test
  void momentsThatAreNotWholeAreRefused() {
    assertThatThrownBy(() -> new SeriesWindows(new float[7], 2, 3, SeriesInput.WINDOW, 16))
        .hasMessage("Cannot take moments of 2 numbers from 7: must be whole moments of at least 1");
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, WINDOW, 13",
    "GRU, SEQUENCE, 13",
    "LSTM, SEQUENCE, 64",
    "RNN, WINDOW, 64",
    "MGU, SEQUENCE, 64",
    "MGU, WINDOW, 8",
    "LSTM, WINDOW, 8"
  })
  void vectorAndScalarKernelsAndShardsThatRunInAnyOrderGiveTheSameBits(
      Cell cell, SeriesInput input, int numHiddens) {
    Architecture architecture = architecture(cell, input, numHiddens, 1);
    int[] starts = IntStream.range(0, WINDOWS).toArray();
    ForecastModel vector = model(KernelChoice.get().kernels(), initial(architecture), input);
    ForecastModel scalar = model(new ScalarKernels(), initial(architecture), input);
    ShardRunner backwards =
        (shards, work) -> {
          for (int s = shards - 1; s >= 0; s--) {
            work.accept(s);
          }
        };
    ForecastModel other =
        new ForecastModel(
            KernelChoice.get().kernels(),
            initial(architecture),
            new SeriesWindows(VALUES, TAU, input, WINDOWS),
            Optional.empty(),
            backwards);
    double loss = vector.lossAndGradient(starts, 0, WINDOWS);
    for (ForecastModel same : new ForecastModel[] {scalar, other}) {
      assertThat(same.lossAndGradient(starts, 0, WINDOWS)).isEqualTo(loss);
      assertThat(same.canonicalGradient()).containsExactly(vector.canonicalGradient());
      assertThat(same.forecast(VALUES, starts, WINDOWS).clone())
          .containsExactly(vector.forecast(VALUES, starts, WINDOWS));
    }
  }

  @ParameterizedTest
  @CsvSource({"WINDOW", "SEQUENCE"})
  void theLossIsTheMeanSquaredErrorOfTheForecasts(SeriesInput input) {
    ForecastModel model =
        model(KernelChoice.get().kernels(), initial(architecture(Cell.GRU, input, 7, 1)), input);
    int[] starts = IntStream.range(0, WINDOWS).toArray();
    double loss = model.loss(starts, 0, WINDOWS);
    float[] forecasts = model.forecast(VALUES, starts, WINDOWS);
    double squares = 0;
    for (int w = 0; w < WINDOWS; w++) {
      double error = (double) forecasts[w] - VALUES[w + TAU];
      squares += error * error;
    }
    assertThat(loss).isCloseTo(squares / WINDOWS, within(1e-12));
  }

  @Test
  void onlyAMinibatchThatIsASequenceHasAnOrder() {
    int[] starts = IntStream.range(0, WINDOWS).toArray();
    int[] reversed = IntStream.range(0, WINDOWS).map(i -> WINDOWS - 1 - i).toArray();
    for (SeriesInput input : SeriesInput.values()) {
      ForecastModel model =
          model(KernelChoice.get().kernels(), initial(architecture(Cell.LSTM, input, 7, 1)), input);
      float first = model.forecast(VALUES, starts, WINDOWS)[20];
      float last = model.forecast(VALUES, reversed, WINDOWS)[WINDOWS - 1 - 20];
      assertThat(first == last).as("%s", input).isEqualTo(input == SeriesInput.SEQUENCE);
    }
  }

  @Test
  void windowsOfNoValuesAreRefused() {
    assertThatThrownBy(() -> new SeriesWindows(VALUES, 0, SeriesInput.WINDOW, 16))
        .hasMessage(
            "Cannot take minibatches of 16 windows of 0 values: must be at least 1 of each");
  }

  private static double reference(
      Architecture architecture, double[] p, int[] starts, SeriesInput input) {
    return new ReferenceModel(architecture, p).squaredError(VALUES, starts, TAU, input);
  }

  private static ForecastModel model(Kernels kernels, Parameters parameters, SeriesInput input) {
    return new ForecastModel(
        kernels,
        parameters,
        new SeriesWindows(VALUES, TAU, input, WINDOWS),
        Optional.empty(),
        ShardRunner.SEQUENTIAL);
  }

  private static Architecture architecture(
      Cell cell, SeriesInput input, int numHiddens, int numLayers) {
    return new Architecture(1, cell, numHiddens, numLayers, HiddenActivation.TANH)
        .forecasting(input == SeriesInput.WINDOW ? TAU : 1);
  }

  private static Parameters initial(Architecture architecture) {
    TrialId id =
        TrialId.of(Hyperparameters.of(Map.of()), new Dataset("a", "0".repeat(64), "char", 2, 1, 1));
    return Parameters.initial(architecture, RandomStream.of(id, RandomStream.Purpose.INIT));
  }

  private static float[] values(int n) {
    Random random = new Random(1);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (Math.sin(0.3 * i) + 0.2 * random.nextGaussian());
    }
    return values;
  }
}
