package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares losses and gradients with those of PyTorch 2.9 in double. The cases are three cells, one
 * and two layers, and both activations. {@code src/test/python/reference_gradients.py} made the
 * numbers.
 */
class ReferenceGradientTest {
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Case(
      Architecture architecture,
      int numSteps,
      int windows,
      double loss,
      int[] ids,
      double[] parameters,
      double[] gradient) {
    @Override
    public String toString() {
      return architecture.toString();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndGradientAreThoseOfPyTorch(Case c) {
    float[] start = new float[c.parameters.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) c.parameters[i];
    }
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            Parameters.of(c.architecture, start),
            new TokenWindows(c.ids, c.numSteps, c.windows));
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
                    ReferenceGradientTest.class.getResourceAsStream("reference-gradients.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] head = line.split(" ");
        int[] n = Arrays.stream(head, 2, 7).mapToInt(Integer::parseInt).toArray();
        cases.add(
            new Case(
                new Architecture(
                    n[1],
                    Cell.valueOf(head[0].toUpperCase(Locale.ROOT)),
                    n[2],
                    n[0],
                    HiddenActivation.valueOf(head[1].toUpperCase(Locale.ROOT))),
                n[3],
                n[4],
                Double.parseDouble(head[7]),
                Arrays.stream(in.readLine().split(" ")).mapToInt(Integer::parseInt).toArray(),
                doubles(in.readLine()),
                doubles(in.readLine())));
      }
    }
    assertThat(cases).hasSize(16);
    return cases;
  }

  private static double[] doubles(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
