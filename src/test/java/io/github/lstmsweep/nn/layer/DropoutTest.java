package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomField;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final TrialId ID = new TrialId("b".repeat(32));
  private static final RandomField RANDOM = RandomStream.field(ID, RandomStream.Purpose.DROPOUT);

  @Test
  void aFactorIsZeroAsOftenAsAskedAndElseMakesUpForIt() {
    float[] mask = new float[100 * ROWS];
    new Dropout(0.25, RANDOM).mask(3, 1, 2, 64, 100, mask, 0);
    int dropped = 0;
    for (float factor : mask) {
      assertThat(factor == 0f || factor == (float) (1 / 0.75)).isTrue();
      dropped += factor == 0f ? 1 : 0;
    }
    assertThat(dropped / (double) mask.length).isCloseTo(0.25, within(0.02));
  }

  @Test
  void everyMinibatchLayerStepAndTileHasFactorsOfItsOwnAndAlwaysTheSame() {
    Dropout dropout = new Dropout(0.5, RANDOM);
    float[][] masks = new float[6][8 * ROWS];
    dropout.mask(0, 1, 0, 0, 8, masks[0], 0);
    dropout.mask(1, 1, 0, 0, 8, masks[1], 0);
    dropout.mask(0, 2, 0, 0, 8, masks[2], 0);
    dropout.mask(0, 1, 1, 0, 8, masks[3], 0);
    dropout.mask(0, 1, 0, 64, 8, masks[4], 0);
    dropout.mask(1L << 32, 1, 0, 0, 8, masks[5], 0);
    for (int i = 0; i < masks.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(masks[i]).isNotEqualTo(masks[j]);
      }
    }
    float[] again = new float[8 * ROWS];
    dropout.mask(0, 1, 0, 64, 8, again, 0);
    assertThat(again).isEqualTo(masks[4]);
  }

  /** A step of a window in one long sequence is its place in the minibatch, up to 1,048,575. */
  @Test
  void stepsBeyond65535HaveFactorsOfTheirOwn() {
    Dropout dropout = new Dropout(0.5, RANDOM);
    Set<String> seen = new HashSet<>();
    for (int step : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 983_040, 1_048_575}) {
      float[] mask = new float[4_096 * ROWS];
      dropout.mask(0, 1, step, 0, 4_096, mask, 0);
      for (int u = 0; u < 4_096; u += 8) {
        String units = Arrays.toString(Arrays.copyOfRange(mask, u * ROWS, (u + 8) * ROWS));
        assertThat(seen.add(units)).as("step %d, unit %d", step, u).isTrue();
      }
    }
  }

  /** Tables contain the results of such trials, so the factors must not change. */
  @Test
  void stepsUpTo65535HaveTheFactorsTheyAlwaysHad() {
    Dropout dropout = new Dropout(0.25, RANDOM);
    CRC32 all = new CRC32();
    for (int step : new int[] {0, 1, 31, 1_023, 4_096, 32_768, 65_535}) {
      for (int layer : new int[] {1, 63}) {
        for (long minibatch : new long[] {0, 1, 1L << 33}) {
          for (int window : new int[] {0, 64, 65_472, 1_048_512}) {
            float[] mask = new float[520 * ROWS];
            dropout.mask(minibatch, layer, step, window, 520, mask, 0);
            for (float factor : mask) {
              all.update(factor == 0 ? 0 : 1);
            }
          }
        }
      }
    }
    assertThat(all.getValue()).isEqualTo(2_481_688_237L);
  }

  /** With the same masks the loss is a smooth function of the parameters. */
  @Test
  void theGradientIsThatOfTheLossWithTheSameUnitsLeftOut() {
    Architecture a = new Architecture(6, Cell.LSTM, 12, 2, HiddenActivation.TANH);
    float[] p = Parameters.initial(a, RandomStream.of(ID, RandomStream.Purpose.INIT)).canonical();
    float[] gradient = new float[p.length];
    lossOf(a, p, gradient);
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    // Along the gradient: f(p + h·g) - f(p - h·g) = 2h·|g|².
    double h = 0.02 / Math.sqrt(squares);
    double up = lossOf(a, moved(p, gradient, h), new float[p.length]);
    double down = lossOf(a, moved(p, gradient, -h), new float[p.length]);
    assertThat((up - down) / (2 * h)).isCloseTo(squares, within(2e-3 * squares));
  }

  private static float[] moved(float[] p, float[] gradient, double step) {
    float[] out = p.clone();
    for (int i = 0; i < p.length; i++) {
      out[i] += (float) (step * gradient[i]);
    }
    return out;
  }

  private static double lossOf(Architecture a, float[] canonical, float[] gradient) {
    int[] ids = new Random(3).ints(120, 0, a.vocabSize()).toArray();
    Parameters parameters = Parameters.of(a, canonical);
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            parameters,
            new TokenWindows(ids, 5, 100),
            Optional.of(new Dropout(0.5, RANDOM)),
            ShardRunner.SEQUENTIAL);
    double loss = model.lossAndGradient(IntStream.range(0, 100).toArray(), 0, 100);
    float[] g = model.canonicalGradient();
    System.arraycopy(g, 0, gradient, 0, g.length);
    assertThat(Arrays.equals(g, new float[g.length])).isFalse();
    return loss;
  }
}
