package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repeats whole trials of PyTorch 2.15, computed in double. They share its first parameters, its
 * order of the windows in each of 20 epochs, its clipping and its last minibatch. {@code
 * src/test/python/reference_trials.py} made them.
 */
class ReferenceTrialTest {
  private static final int TRAIN_WINDOWS = 10_000;
  private static final int VALIDATION_WINDOWS = 5_000;
  private static final int EPOCHS = 20;

  /** Rounding of a perplexity, which is a mean of losses in float. */
  private static final double FLOAT = 2e-8;

  /**
   * Factor for losses and gradients, which are rounded too. At lr 10 their errors grow with each
   * minibatch.
   */
  private static final double TIMES_ROUNDING = 3;

  /**
   * One trial of PyTorch, computed in double. For each epoch, {@code rounding} is the change of the
   * perplexities if each update is rounded once.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reference(
      Trial trial,
      int[] ids,
      float[] parameters,
      double[] train,
      double[] validation,
      double[] rounding) {
    @Override
    public String toString() {
      Hyperparameters p = trial.hyperparameters();
      return p.cell()
          + " "
          + p.numSteps()
          + " x "
          + p.numHiddens()
          + ", lr "
          + p.lr()
          + ", clip "
          + p.gradientClip();
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void theCurveIsThatOfPyTorch(Reference r) throws IOException {
    TrainingOutcome outcome =
        new TrainingRun(
                r.trial,
                corpus(r.ids, r.trial.dataset().vocabSize()),
                (initial, windows, dropout) ->
                    new LanguageModel(
                        KernelChoice.get().kernels(),
                        Parameters.of(initial.architecture(), r.parameters),
                        windows,
                        dropout,
                        ShardRunner.SEQUENTIAL),
                Deadline.in(Optional.empty()),
                orders())
            .run();
    assertThat(outcome.curve()).hasSize(EPOCHS);
    double rounding = FLOAT;
    for (EpochPoint point : outcome.curve()) {
      int e = point.epoch() - 1;
      rounding = Math.max(rounding, r.rounding[e]);
      assertThat(distance(point.trainPerplexity(), r.train[e]))
          .as("training perplexity of epoch %d", point.epoch())
          .isLessThan(TIMES_ROUNDING * rounding);
      assertThat(distance(point.validationPerplexity(), r.validation[e]))
          .as("validation perplexity of epoch %d", point.epoch())
          .isLessThan(TIMES_ROUNDING * rounding);
    }
  }

  private static double distance(double perplexity, double exact) {
    return Math.abs(perplexity / exact - 1);
  }

  /** Invents names for the tokens, which do not matter to a curve. */
  private static Corpus corpus(int[] ids, int vocabSize) {
    List<String> names = new ArrayList<>(List.of(Vocabulary.UNKNOWN));
    IntStream.range(1, vocabSize).mapToObj(i -> Character.toString('a' + i)).forEach(names::add);
    return new Corpus("reference", "0".repeat(64), "char", new Vocabulary(names), ids);
  }

  private static EpochOrder orders() throws IOException {
    try (InputStream in = resource("reference-orders.bin")) {
      ShortBuffer all =
          ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      assertThat(all.remaining()).isEqualTo(EPOCHS * TRAIN_WINDOWS);
      return windows -> Arrays.setAll(windows, i -> Short.toUnsignedInt(all.get()));
    }
  }

  static List<Reference> references() throws IOException {
    List<Reference> references = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(resource("reference-trials.txt"), StandardCharsets.UTF_8))) {
      int[] ids = Arrays.stream(in.readLine().split(" ", -1)).mapToInt(Integer::parseInt).toArray();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] head = line.split(" ", -1);
        int numSteps = Integer.parseInt(head[2]);
        Hyperparameters p =
            Hyperparameters.of(
                Map.of(
                    Hyperparameter.CELL,
                    head[0],
                    Hyperparameter.NUM_STEPS,
                    numSteps,
                    Hyperparameter.NUM_HIDDENS,
                    Integer.parseInt(head[3]),
                    Hyperparameter.LR,
                    Double.parseDouble(head[4]),
                    Hyperparameter.GRADIENT_CLIP,
                    Double.parseDouble(head[5]),
                    Hyperparameter.NUM_EPOCHS,
                    EPOCHS));
        Dataset dataset =
            new Dataset(
                "reference",
                "0".repeat(64),
                "char",
                Integer.parseInt(head[1]),
                TRAIN_WINDOWS,
                VALIDATION_WINDOWS);
        float[] parameters = floats(doubles(in.readLine()));
        references.add(
            new Reference(
                Trial.of(p, dataset),
                Arrays.copyOf(ids, TRAIN_WINDOWS + VALIDATION_WINDOWS + numSteps),
                parameters,
                doubles(in.readLine()),
                doubles(in.readLine()),
                doubles(in.readLine())));
      }
    }
    assertThat(references).hasSize(5);
    return references;
  }

  private static double[] doubles(String line) {
    return Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ReferenceTrialTest.class.getResourceAsStream(name));
  }
}
