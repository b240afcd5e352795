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
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelTest {
  private static final TrialId ID = new TrialId("00112233445566778899aabbccddeeff");
  private static final Kernels KERNELS = KernelChoice.get().kernels();

  /**
   * Odd sizes, sizes of one, sizes of a whole block and panel, and minibatches of more than one
   * tile. Small vocabularies have windows that share long prefixes.
   */
  @ParameterizedTest
  @CsvSource({
    "LSTM,5,1,1,TANH,1,3",
    "LSTM,7,13,1,TANH,4,5",
    "LSTM,11,16,1,TANH,3,70",
    "LSTM,9,33,1,TANH,5,64",
    "LSTM,28,50,1,TANH,3,130",
    "LSTM,3,64,1,TANH,6,200",
    "LSTM,6,100,1,TANH,3,9",
    "LSTM,6,8,1,IDENTITY,4,70",
    "LSTM,6,20,2,TANH,4,70",
    "LSTM,6,17,2,IDENTITY,4,70",
    "LSTM,300,24,1,TANH,10,70",
    // There are so many steps that hidden states are computed again on the way back.
    "LSTM,6,13,2,TANH,260,1",
    "LSTM,6,13,1,IDENTITY,260,1",
    "LSTM,140,3,2,TANH,260,1",
    "GRU,5,1,1,TANH,2,3",
    "GRU,6,8,1,TANH,5,70",
    "GRU,6,20,1,IDENTITY,4,70",
    "GRU,28,50,1,TANH,3,130",
    "GRU,6,24,2,TANH,4,70",
    "GRU,140,9,2,IDENTITY,4,70",
    "MGU,5,1,1,TANH,2,3",
    "MGU,6,8,1,TANH,5,70",
    "MGU,6,20,1,IDENTITY,4,70",
    "MGU,28,50,1,TANH,3,130",
    "MGU,7,64,1,TANH,4,70",
    "MGU,6,24,2,TANH,4,70",
    "MGU,140,9,2,IDENTITY,4,70",
    "RNN,5,1,1,TANH,2,3",
    "RNN,6,8,1,TANH,5,70",
    "RNN,6,20,1,IDENTITY,3,70",
    "RNN,28,100,1,TANH,3,130",
    "RNN,6,49,3,TANH,4,70",
  })
  void lossAndGradientAgreeWithCentralDifferencesInDouble(
      Cell cell,
      int vocabSize,
      int numHiddens,
      int numLayers,
      HiddenActivation activation,
      int numSteps,
      int windows) {
    Architecture architecture =
        new Architecture(vocabSize, cell, numHiddens, numLayers, activation);
    int[] ids = ids(vocabSize, windows + numSteps + 1);
    int[] starts = IntStream.range(0, windows).toArray();
    Parameters parameters = initial(architecture);
    LanguageModel model = model(KERNELS, parameters, ids, numSteps, windows);
    double loss = model.lossAndGradient(starts, 0, windows);
    float[] gradient = model.canonicalGradient();

    double[] p = doubles(parameters.canonical());
    ReferenceModel reference = new ReferenceModel(architecture, p);
    assertThat(loss).isCloseTo(reference.loss(ids, starts, numSteps), within(2e-6));
    assertThat(model.loss(starts, 0, windows)).isCloseTo(loss, within(1e-12));
    double largest = reference.largestH();
    assertThat((double) model.largestH()).isPositive().isCloseTo(largest, within(1e-5 * largest));
    assertThat((double) model.largestC())
        .isCloseTo(reference.largestC(), within(1e-5 * reference.largestC()));

    double scale = 0;
    for (float g : gradient) {
      scale = Math.max(scale, Math.abs(g));
    }
    int[] groups = ReferenceModel.groupStarts(architecture);
    assertThat(gradient).hasSize(groups[groups.length - 1]);
    for (int group = 0; group + 1 < groups.length; group++) {
      for (int i : some(groups[group], groups[group + 1])) {
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

  /**
   * Logits around 30 are summed without a maximum; logits beyond 64 are summed from their maximum.
   */
  @ParameterizedTest
  @CsvSource({"11,30", "11,50", "11,100", "11,-200", "300,30", "300,100", "300,-200"})
  void largeLogitsHaveTheirLossAndGradientToo(int vocabSize, float bias) {
    Architecture a = Architecture.of(vocabSize, Cell.LSTM, 8);
    float[] canonical = initial(a).canonical();
    int biases = canonical.length - vocabSize;
    for (int v = 0; v < vocabSize; v++) {
      canonical[biases + v] += bias + v % 5;
    }
    Parameters parameters = Parameters.of(a, canonical);
    int[] ids = ids(vocabSize, 80);
    int[] starts = IntStream.range(0, 70).toArray();
    LanguageModel model = model(KERNELS, parameters, ids, 9, 70);
    double[] p = doubles(canonical);
    ReferenceModel reference = new ReferenceModel(a, p);
    double loss = reference.loss(ids, starts, 9);
    assertThat(model.lossAndGradient(starts, 0, 70)).isCloseTo(loss, within(3e-5));
    assertThat(model.loss(starts, 0, 70)).isCloseTo(loss, within(3e-5));
    float[] gradient = model.canonicalGradient();
    for (int v = 0; v < vocabSize; v++) {
      p[biases + v] += 1e-5;
      double up = reference.loss(ids, starts, 9);
      p[biases + v] -= 2e-5;
      double down = reference.loss(ids, starts, 9);
      p[biases + v] += 1e-5;
      assertThat((double) gradient[biases + v]).isCloseTo((up - down) / 2e-5, within(1e-5));
    }
  }

  /**
   * Large logits stay in rows that a smaller tile does not overwrite. e to the 88.8 is the first
   * power that does not fit a float.
   */
  @ParameterizedTest
  @ValueSource(ints = {8, 64})
  void nothingIsLeftOfLogitsOnceLarge(int numHiddens) {
    Architecture a = Architecture.of(11, Cell.LSTM, numHiddens);
    int[] ids = ids(11, 80);
    int[] starts = IntStream.range(0, 64).toArray();
    Parameters parameters = initial(a);
    LanguageModel model = model(KERNELS, parameters, ids, 9, 64);
    int bias = parameters.layout().outputBias();
    float small = parameters.values()[bias];
    parameters.values()[bias] = 88.8f;
    model.lossAndGradient(starts, 0, 64);
    parameters.values()[bias] = small;
    model.update(sgd(0), 1, 1);
    model.lossAndGradient(starts, 0, 3);

    LanguageModel fresh = model(KERNELS, initial(a), ids, 9, 64);
    fresh.lossAndGradient(starts, 0, 3);
    assertThat(model.canonicalGradient()).isEqualTo(fresh.canonicalGradient());
  }

  /**
   * Vectors compute rows beyond a step's states, and kernels need not transpose those. The rows
   * hold exponentials of a validation, and the exponential of some of these does not fit a float.
   */
  @Test
  void nothingIsLeftOfTheExponentialsOfAValidation() {
    Kernels kernels = transposingNoMoreThanTold();
    Architecture a = Architecture.of(11, Cell.LSTM, 64);
    int[] ids = ids(11, 80);
    int[] starts = IntStream.range(0, 64).toArray();
    Parameters parameters = initial(a);
    LanguageModel model = model(kernels, parameters, ids, 9, 64);
    LanguageModel fresh = model(kernels, initial(a), ids, 9, 64);
    fresh.lossAndGradient(starts, 0, 3);
    int bias = parameters.layout().outputBias();
    float small = parameters.values()[bias];
    for (float large = 4; large < 5; large += 0.004f) {
      parameters.values()[bias] = large;
      model.update(sgd(0), 1, 1);
      model.loss(starts, 0, 64);
      parameters.values()[bias] = small;
      model.update(sgd(0), 1, 1);
      model.lossAndGradient(starts, 0, 3);
      assertThat(model.canonicalGradient()).isEqualTo(fresh.canonicalGradient());
    }
  }

  private static Kernels transposingNoMoreThanTold() {
    ScalarKernels scalar = new ScalarKernels();
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) ->
                method.invoke(method.getName().equals("transpose") ? scalar : KERNELS, arguments));
  }

  @Test
  void theSameBitsFromScalarAndVectorKernels() {
    for (Cell cell : Cell.values()) {
      for (int numHiddens : new int[] {1, 8, 13, 32, 100, 130}) {
        for (HiddenActivation activation : HiddenActivation.values()) {
          Architecture a = new Architecture(11, cell, numHiddens, 2, activation);
          assertThat(trained(KERNELS, a)).isEqualTo(trained(new ScalarKernels(), a));
        }
      }
    }
  }

  /** The padding of the last block does not count in the norm, for every size of that block. */
  @Test
  void theSameBitsAndTheNormOfTheParametersAloneWithALargeVocabulary() {
    for (int vocabSize : new int[] {128, 129, 201, 300, 500}) {
      for (int numHiddens : new int[] {24, 32, 64}) {
        Architecture a = Architecture.of(vocabSize, Cell.GRU, numHiddens);
        assertThat(trained(KERNELS, a)).isEqualTo(trained(new ScalarKernels(), a));
        LanguageModel model = model(KERNELS, initial(a), ids(vocabSize, 100), 6, 80);
        model.lossAndGradient(IntStream.range(0, 80).toArray(), 0, 80);
        double squares = 0;
        for (float g : model.canonicalGradient()) {
          squares += (double) g * g;
        }
        assertThat(model.gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-12));
      }
    }
  }

  @Test
  void theLargestStatesAreThoseOfTheLastLossWhateverWasInTheTileBefore() {
    Architecture a = Architecture.of(5, Cell.LSTM, 8);
    int[] ids = ids(5, 100);
    int[] starts = IntStream.range(0, 80).toArray();
    LanguageModel model = model(KERNELS, initial(a), ids, 6, 80);
    model.loss(starts, 0, 80);
    float all = model.largestC();
    model.loss(starts, 0, 3);
    float ofThree = model.largestC();
    assertThat(ofThree).isLessThan(all);
    LanguageModel fresh = model(KERNELS, initial(a), ids, 6, 80);
    fresh.loss(starts, 0, 3);
    assertThat(fresh.largestC()).isEqualTo(ofThree);
  }

  @Test
  void aStepOfSgdMovesEveryParameterAgainstItsGradient() {
    Architecture architecture = Architecture.of(5, Cell.LSTM, 3);
    Parameters parameters = initial(architecture);
    LanguageModel model = model(KERNELS, parameters, ids(5, 10), 2, 3);
    model.lossAndGradient(new int[] {0, 1, 2}, 0, 3);
    float[] gradient = model.canonicalGradient();
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    assertThat(model.gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-12));

    float[] before = parameters.canonical();
    model.update(sgd(0.5), Double.POSITIVE_INFINITY, model.gradientNorm());
    float[] after = parameters.canonical();
    for (int i = 0; i < gradient.length; i++) {
      assertThat(after[i]).isEqualTo(Math.fma(-0.5f, gradient[i], before[i]));
    }
  }

  @Test
  void theTwoBiasesOfAGateHaveTheSameGradient() {
    Architecture architecture = Architecture.of(5, Cell.LSTM, 3);
    LanguageModel model = model(KERNELS, initial(architecture), ids(5, 10), 2, 3);
    model.lossAndGradient(new int[] {0, 1, 2}, 0, 3);
    int[] groups = ReferenceModel.groupStarts(architecture);
    float[] gradient = model.canonicalGradient();
    for (int n = 0; n < 12; n++) {
      assertThat(gradient[groups[2] + n]).isNotZero().isEqualTo(gradient[groups[3] + n]);
    }
  }

  @Test
  void aLongGradientIsScaledDownToTheClip() {
    Parameters parameters = initial(Architecture.of(5, Cell.LSTM, 3));
    LanguageModel model = model(KERNELS, parameters, ids(5, 10), 2, 3);
    model.lossAndGradient(new int[] {0, 1, 2}, 0, 3);
    float[] before = parameters.canonical();
    double norm = model.gradientNorm();
    model.update(sgd(1), norm / 4, norm);
    float[] after = parameters.canonical();
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      double moved = (double) after[i] - before[i];
      squares += moved * moved;
    }
    assertThat(Math.sqrt(squares)).isCloseTo(norm / 4, within(1e-6));
  }

  @Test
  void canonicalParametersGoInAndComeOutUnchanged() {
    for (Cell cell : Cell.values()) {
      for (int numHiddens : new int[] {1, 8, 13, 16, 33, 48, 112}) {
        Architecture a = new Architecture(7, cell, numHiddens, 2, HiddenActivation.TANH);
        float[] canonical = initial(a).canonical();
        assertThat(Parameters.of(a, canonical).canonical()).isEqualTo(canonical);
      }
    }
  }

  @Test
  void aWrongNumberOfParametersIsRefused() {
    assertThatThrownBy(() -> Parameters.of(Architecture.of(7, Cell.LSTM, 2), new float[3]))
        .hasMessageStartingWith("Cannot set parameters to 3 floats: must be 109 for ");
  }

  @Test
  void initialParametersAreUniformWithinOneOverTheRootOfH() {
    float[] p = initial(Architecture.of(28, Cell.LSTM, 64)).canonical();
    double squares = 0;
    for (float w : p) {
      assertThat(Math.abs(w)).isLessThanOrEqualTo(0.125f);
      squares += w * w;
    }
    assertThat(squares / p.length).isCloseTo(0.125 * 0.125 / 3, within(1e-4));
  }

  private static float[] trained(Kernels kernels, Architecture architecture) {
    Parameters parameters = initial(architecture);
    int[] ids = ids(architecture.vocabSize(), 100);
    LanguageModel model = model(kernels, parameters, ids, 6, 80);
    int[] starts = IntStream.range(0, 80).toArray();
    for (int step = 0; step < 3; step++) {
      model.lossAndGradient(starts, 0, 80);
      model.update(sgd(1), 0.01, model.gradientNorm());
    }
    return parameters.canonical();
  }

  private static Optimizer sgd(double lr) {
    return new Optimizer(OptimizerKind.SGD, lr, 0);
  }

  private static LanguageModel model(
      Kernels kernels, Parameters parameters, int[] ids, int numSteps, int windows) {
    return new LanguageModel(kernels, parameters, new TokenWindows(ids, numSteps, windows));
  }

  private static Parameters initial(Architecture architecture) {
    return Parameters.initial(architecture, RandomStream.of(ID, RandomStream.Purpose.INIT));
  }

  /** All indexes of a small group, about forty of a large one. */
  private static int[] some(int from, int to) {
    int step = Math.max(1, (to - from) / 40);
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
