package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.trial.RandomStream;
import io.github.lstmsweep.trial.TrialId;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageModelTest {
  private static final TrialId ID = new TrialId("00112233445566778899aabbccddeeff");
  private static final Kernels KERNELS = KernelChoice.get().kernels();

  /** Odd sizes, sizes of one, of a whole block and panel, and minibatches of more than one tile. */
  @ParameterizedTest
  @CsvSource({
    "5,1,1,3",
    "7,13,4,5",
    "11,16,3,70",
    "9,33,5,64",
    "28,50,3,130",
    "3,64,2,2",
    "6,100,3,9"
  })
  void lossAndGradientAgreeWithCentralDifferencesInDouble(
      int vocabSize, int numHiddens, int numSteps, int windows) {
    int[] ids = ids(vocabSize, windows + numSteps + 1);
    int[] starts = IntStream.range(0, windows).toArray();
    Parameters parameters = initial(vocabSize, numHiddens);
    LanguageModel model = new LanguageModel(KERNELS, parameters, numSteps);
    double loss = model.lossAndGradient(ids, starts, 0, windows);
    float[] gradient = model.canonicalGradient();

    double[] p = doubles(parameters.canonical());
    ReferenceLstm reference = new ReferenceLstm(vocabSize, numHiddens, p);
    assertThat(loss).isCloseTo(reference.loss(ids, starts, numSteps), within(2e-6));
    assertThat(model.loss(ids, starts, 0, windows)).isCloseTo(loss, within(1e-12));

    double scale = 0;
    for (float g : gradient) {
      scale = Math.max(scale, Math.abs(g));
    }
    for (int group = 0; group < 5; group++) {
      for (int i :
          some(
              groupStart(group, vocabSize, numHiddens),
              groupStart(group + 1, vocabSize, numHiddens))) {
        double kept = p[i];
        p[i] = kept + 1e-5;
        double up = reference.loss(ids, starts, numSteps);
        p[i] = kept - 1e-5;
        double down = reference.loss(ids, starts, numSteps);
        p[i] = kept;
        assertThat((double) gradient[i])
            .as("parameter %d of group %d", i, group)
            .isCloseTo((up - down) / 2e-5, within(1e-4 * scale));
      }
    }
  }

  @Test
  void theSameBitsFromScalarAndVectorKernels() {
    for (int numHiddens : new int[] {1, 8, 13, 32, 100, 130}) {
      assertThat(trained(KERNELS, numHiddens)).isEqualTo(trained(new ScalarKernels(), numHiddens));
    }
  }

  @Test
  void theGateBiasCountsTwiceInTheNormAndTakesTwiceTheStep() {
    Parameters parameters = initial(5, 3);
    LanguageModel model = new LanguageModel(KERNELS, parameters, 2);
    int[] ids = ids(5, 10);
    model.lossAndGradient(ids, new int[] {0, 1, 2}, 0, 3);
    float[] gradient = model.canonicalGradient();
    int biasStart = groupStart(2, 5, 3);
    int biasEnd = groupStart(3, 5, 3);
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      double times = i >= biasStart && i < biasEnd ? 2 : 1;
      squares += times * gradient[i] * gradient[i];
    }
    assertThat(model.gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-12));

    float[] before = parameters.canonical();
    model.update(0.5, Double.POSITIVE_INFINITY, model.gradientNorm());
    float[] after = parameters.canonical();
    for (int i = 0; i < gradient.length; i++) {
      float step = i >= biasStart && i < biasEnd ? -1f : -0.5f;
      assertThat(after[i]).isEqualTo(Math.fma(step, gradient[i], before[i]));
    }
  }

  @Test
  void aLongGradientIsScaledDownToTheClip() {
    Parameters parameters = initial(5, 3);
    LanguageModel model = new LanguageModel(KERNELS, parameters, 2);
    model.lossAndGradient(ids(5, 10), new int[] {0, 1, 2}, 0, 3);
    float[] before = parameters.canonical();
    double norm = model.gradientNorm();
    model.update(1, norm / 4, norm);
    float[] after = parameters.canonical();
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      boolean bias = i >= groupStart(2, 5, 3) && i < groupStart(3, 5, 3);
      double moved = (double) after[i] - before[i];
      squares += bias ? moved * moved / 2 : moved * moved;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(norm / 4, within(1e-6));
  }

  @Test
  void canonicalParametersGoInAndComeOutUnchanged() {
    for (int numHiddens : new int[] {1, 13, 16, 33, 48, 112}) {
      float[] canonical = initial(7, numHiddens).canonical();
      assertThat(Parameters.of(7, numHiddens, canonical).canonical()).isEqualTo(canonical);
    }
  }

  @Test
  void aWrongNumberOfParametersIsRefused() {
    assertThatThrownBy(() -> Parameters.of(7, 2, new float[3]))
        .hasMessage(
            "Cannot set parameters to 3 floats: must be 101 for vocabulary 7 and num_hiddens 2");
  }

  @Test
  void initialParametersAreUniformWithinOneOverTheRootOfH() {
    float[] p = initial(28, 64).canonical();
    int biasStart = groupStart(2, 28, 64);
    double squares = 0;
    for (int i = 0; i < biasStart; i++) {
      assertThat(Math.abs(p[i])).isLessThanOrEqualTo(0.125f);
      squares += p[i] * p[i];
    }
    assertThat(squares / biasStart).isCloseTo(0.125 * 0.125 / 3, within(1e-4));
    // A bias is the sum of two draws: some exceed the bound of one.
    double largest = 0;
    for (int i = biasStart; i < groupStart(3, 28, 64); i++) {
      largest = Math.max(largest, Math.abs(p[i]));
    }
    assertThat(largest).isBetween(0.15, 0.25);
  }

  private static float[] trained(Kernels kernels, int numHiddens) {
    Parameters parameters = initial(11, numHiddens);
    LanguageModel model = new LanguageModel(kernels, parameters, 6);
    int[] ids = ids(11, 100);
    int[] starts = IntStream.range(0, 80).toArray();
    for (int step = 0; step < 3; step++) {
      model.lossAndGradient(ids, starts, 0, 80);
      model.update(1, 1, model.gradientNorm());
    }
    return parameters.canonical();
  }

  private static Parameters initial(int vocabSize, int numHiddens) {
    return Parameters.initial(
        vocabSize, numHiddens, RandomStream.of(ID, RandomStream.Purpose.INIT));
  }

  /** Input, recurrent, bias, output, output bias; the fifth is the end. */
  private static int groupStart(int group, int v, int h) {
    int[] sizes = {4 * h * v, 4 * h * h, 4 * h, h * v, v};
    return IntStream.range(0, group).map(i -> sizes[i]).sum();
  }

  /** All indexes of a small group, about sixty of a large one. */
  private static int[] some(int from, int to) {
    int step = Math.max(1, (to - from) / 60);
    return IntStream.iterate(from, i -> i < to, i -> i + step).toArray();
  }

  private static int[] ids(int vocabSize, int n) {
    return new Random(7).ints(n, 0, vocabSize).toArray();
  }

  private static double[] doubles(float[] x) {
    double[] d = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      d[i] = x[i];
    }
    return d;
  }
}
