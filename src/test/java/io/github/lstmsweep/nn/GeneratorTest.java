package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {
  private static final int[] TEXT = new Random(7).ints(41, 0, 28).toArray();

  /** Checks that one token at a time and a whole window at once are the same model. */
  @ParameterizedTest
  @CsvSource({
    "LSTM,13,1,TANH",
    "LSTM,32,2,TANH",
    "LSTM,20,1,IDENTITY",
    "GRU,13,1,TANH",
    "GRU,20,3,TANH",
    "MGU,13,1,TANH",
    "MGU,20,2,IDENTITY",
    "RNN,13,1,TANH",
    "RNN,40,2,TANH",
    "RNN,8,1,IDENTITY"
  })
  void itsLogitsHaveTheLossThatTrainingHas(
      Cell cell, int numHiddens, int numLayers, HiddenActivation activation) {
    Architecture architecture = new Architecture(28, cell, numHiddens, numLayers, activation);
    Parameters parameters = parameters(architecture);
    int steps = TEXT.length - 1;
    double loss =
        new LanguageModel(
                KernelChoice.get().kernels(), parameters, new TokenWindows(TEXT, steps, 1))
            .loss(new int[] {0}, 0, 1);

    Generator generator = new Generator(architecture, parameters.canonical());
    double written = 0;
    for (int t = 0; t < steps; t++) {
      generator.read(TEXT[t]);
      written += crossEntropy(generator.logits(), TEXT[t + 1]);
    }

    assertThat(written / steps).isCloseTo(loss, within(2e-6 * loss));
  }

  /** Logits that are computed side by side must equal separate chains. */
  @ParameterizedTest
  @CsvSource({"1,5", "7,16", "8,3", "28,32", "131,9"})
  void aLogitIsItsBiasAndOneChainOfFusedMultiplyAdds(int vocabSize, int numHiddens) {
    Architecture architecture = Architecture.of(vocabSize, Cell.RNN, numHiddens);
    float[] p = parameters(architecture).canonical();
    // An RNN of one step from the zero state returns tanh of its input, and that is the first row.
    Generator generator = new Generator(architecture, p);
    generator.read(0);
    float[] h = state(p, vocabSize, numHiddens);
    int output = p.length - vocabSize * numHiddens - vocabSize;
    float[] logits = generator.logits();
    for (int v = 0; v < vocabSize; v++) {
      float logit = p[p.length - vocabSize + v];
      for (int k = 0; k < numHiddens; k++) {
        logit = Math.fma(p[output + v * numHiddens + k], h[k], logit);
      }
      assertThat(logits[v]).as("logit %d", v).isEqualTo(logit);
    }
  }

  @Test
  void theSmallerIdIsTheLikeliestOfTwoThatAreEqual() {
    Architecture architecture = Architecture.of(9, Cell.GRU, 4);
    float[] p = new float[parameters(architecture).count()];
    Generator generator = new Generator(architecture, p);
    assertThat(generator.likeliest()).isZero();
    p[p.length - 4] = 1;
    p[p.length - 2] = 1;
    assertThat(new Generator(architecture, p).likeliest()).isEqualTo(5);
  }

  private static float[] state(float[] p, int vocabSize, int numHiddens) {
    int biases = vocabSize * numHiddens + numHiddens * numHiddens;
    float[] h = new float[numHiddens];
    for (int u = 0; u < numHiddens; u++) {
      h[u] = Elementary.tanh((p[biases + u] + p[u]) + p[biases + numHiddens + u]);
    }
    return h;
  }

  private static double crossEntropy(float[] logits, int target) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[target];
  }

  private static Parameters parameters(Architecture architecture) {
    return Parameters.initial(
        architecture, RandomStream.of(new TrialId("c".repeat(32)), RandomStream.Purpose.INIT));
  }
}
