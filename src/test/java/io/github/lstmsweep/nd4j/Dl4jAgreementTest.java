package io.github.lstmsweep.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;

/** Tests our network against DL4J's: with equal parameters, loss and gradient agree. */
class Dl4jAgreementTest {
  @ParameterizedTest
  @CsvSource({"28,32,8,70", "28,13,5,9", "11,100,4,64"})
  void lossAndGradientEqualDl4js(int vocabSize, int numHiddens, int numSteps, int windows) {
    int[] ids = new Random(3).ints(windows + numSteps + 1, 0, vocabSize).toArray();
    int[] starts = IntStream.range(0, windows).toArray();
    Parameters parameters =
        Parameters.initial(
            Architecture.of(vocabSize, Cell.LSTM, numHiddens),
            RandomStream.of(new TrialId("f".repeat(32)), RandomStream.Purpose.INIT));
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(), parameters, new TokenWindows(ids, numSteps, windows));
    double loss = model.lossAndGradient(starts, 0, windows);
    float[] gradient = model.canonicalGradient();

    Dl4jLstm dl4j = new Dl4jLstm(vocabSize, numHiddens);
    dl4j.setParameters(parameters.canonical());
    dl4j.network().setInput(dl4j.oneHot(ids, starts, numSteps, 0));
    dl4j.network().setLabels(dl4j.oneHot(ids, starts, numSteps, 1));
    dl4j.network().computeGradientAndScore();
    double dl4jLoss = dl4j.network().score() / numSteps;
    float[] dl4jGradient = dl4j.gradient(1.0 / ((double) windows * numSteps));

    assertThat(loss).isCloseTo(dl4jLoss, within(1e-4 * dl4jLoss));
    double norm = 0;
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < gradient.length; i++) {
      norm += (double) dl4jGradient[i] * dl4jGradient[i];
      double d = (double) gradient[i] - dl4jGradient[i];
      difference += d * d;
      largest = Math.max(largest, Math.abs(dl4jGradient[i]));
      assertThat(Math.abs(d)).as("gradient %d", i).isLessThan(1e-4 * largest + 1e-7);
    }
    assertThat(Math.sqrt(difference)).isLessThan(1e-4 * Math.sqrt(norm));
  }

  /** Compares only the loss, through the layers of {@link Dl4jNetwork}, as scoring does. */
  @ParameterizedTest
  @CsvSource({"28,32,8,2,70", "28,13,5,3,9", "60,20,6,2,40"})
  void lossOfSeveralLayersEqualsDl4js(
      int vocabSize, int numHiddens, int numSteps, int numLayers, int windows) {
    int[] ids = new Random(3).ints(windows + numSteps + 1, 0, vocabSize).toArray();
    int[] starts = IntStream.range(0, windows).toArray();
    Architecture architecture =
        new Architecture(vocabSize, Cell.LSTM, numHiddens, numLayers, HiddenActivation.TANH);
    Parameters parameters =
        Parameters.initial(
            architecture, RandomStream.of(new TrialId("e".repeat(32)), RandomStream.Purpose.INIT));
    double loss =
        new LanguageModel(
                KernelChoice.get().kernels(), parameters, new TokenWindows(ids, numSteps, windows))
            .loss(starts, 0, windows);

    Dl4jNetwork dl4j = new Dl4jNetwork(architecture);
    dl4j.setParameters(parameters.canonical());
    Dl4jLstm oneHot = new Dl4jLstm(vocabSize, numHiddens);
    double dl4jLoss =
        dl4j.network()
                .score(
                    new DataSet(
                        oneHot.oneHot(ids, starts, numSteps, 0),
                        oneHot.oneHot(ids, starts, numSteps, 1)))
            / numSteps;
    assertThat(loss).isCloseTo(dl4jLoss, within(1e-5 * dl4jLoss));
  }
}
