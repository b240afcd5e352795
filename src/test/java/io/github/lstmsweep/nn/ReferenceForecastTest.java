package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.SeriesInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares losses and gradients on a time series with those of PyTorch 2.9 in double. The cases are
 * three cells, one and two layers, a minibatch as one sequence and windows value by value. {@code
 * src/test/python/reference_forecasts.py} made the numbers.
 */
class ReferenceForecastTest {
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Case(
      Architecture architecture,
      SeriesInput input,
      int tau,
      int windows,
      double loss,
      float[] values,
      float[] parameters,
      double[] gradient) {
    @Override
    public String toString() {
      return input + " " + architecture;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndGradientAreThoseOfPyTorch(Case c) {
    ForecastModel model =
        new ForecastModel(
            KernelChoice.get().kernels(),
            Parameters.of(c.architecture, c.parameters),
            new SeriesWindows(c.values, c.tau, c.input, c.windows),
            Optional.empty(),
            ShardRunner.SEQUENTIAL);
    int[] starts = IntStream.range(0, c.windows).toArray();
    assertThat(model.lossAndGradient(starts, 0, c.windows)).isCloseTo(c.loss, within(1e-6));
    float[] gradient = model.canonicalGradient();
    assertThat(gradient).hasSameSizeAs(c.gradient);
    double largest = Arrays.stream(c.gradient).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) gradient[i])
          .as("gradient %d", i)
          .isCloseTo(c.gradient[i], within(2e-6 * largest));
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceForecastTest.class.getResourceAsStream("reference-forecasts.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] head = line.split(" ");
        int[] n = Arrays.stream(head, 2, 6).mapToInt(Integer::parseInt).toArray();
        SeriesInput input = SeriesInput.valueOf(head[1].toUpperCase(Locale.ROOT));
        Architecture architecture =
            new Architecture(
                    1,
                    Cell.valueOf(head[0].toUpperCase(Locale.ROOT)),
                    n[1],
                    n[0],
                    HiddenActivation.TANH)
                .forecasting(input == SeriesInput.WINDOW ? n[2] : 1);
        cases.add(
            new Case(
                architecture,
                input,
                n[2],
                n[3],
                Double.parseDouble(head[6]),
                floats(doubles(in.readLine())),
                floats(doubles(in.readLine())),
                doubles(in.readLine())));
      }
    }
    assertThat(cases).hasSize(12);
    return cases;
  }

  private static double[] doubles(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
