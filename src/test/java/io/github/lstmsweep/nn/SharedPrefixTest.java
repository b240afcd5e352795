package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.layer.Gradient;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that windows with the same beginning share their states, and that nothing else changes.
 */
class SharedPrefixTest {
  private static final int NUM_STEPS = 7;
  private static final int WINDOWS = 64;
  private static final int[] IDS = new Random(5).ints(200, 0, 4).toArray();

  @ParameterizedTest
  @EnumSource(Cell.class)
  void lossAndGradientAreThoseOfSeparateWindowsToRounding(Cell cell) {
    Parameters parameters =
        Parameters.initial(
            new Architecture(4, cell, 20, 2, HiddenActivation.TANH),
            RandomStream.of(new TrialId("a".repeat(32)), RandomStream.Purpose.INIT));
    int[] sorted = new int[WINDOWS];
    TokenWindows windows = new TokenWindows(IDS, NUM_STEPS, WINDOWS);
    new WindowOrder(windows).sort(starts(), 0, WINDOWS, sorted);
    float[] shared = new float[parameters.layout().length()];
    float[] separate = new float[parameters.layout().length()];
    double loss = run(parameters, windows, sorted, null, shared);
    // A dropout of rate 0 leaves nothing out, but keeps the windows apart.
    Dropout none = new Dropout(0, RandomStream.field(new TrialId("a".repeat(32)), purpose()));
    assertThat(run(parameters, windows, starts(), none, separate)).isCloseTo(loss, within(1e-4));
    double largest = 0;
    for (float g : separate) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < shared.length; i++) {
      assertThat((double) shared[i]).isCloseTo(separate[i], within(3e-6 * largest));
    }
  }

  @Test
  void aStepHasAStateForEveryDistinctPrefix() {
    PrefixTree tree = new PrefixTree(NUM_STEPS);
    int[] sorted = new int[WINDOWS];
    new WindowOrder(new TokenWindows(IDS, NUM_STEPS, WINDOWS)).sort(starts(), 0, WINDOWS, sorted);
    tree.share(IDS, sorted, 0, WINDOWS);
    boolean shares = false;
    for (int t = 0; t < NUM_STEPS; t++) {
      int last = t;
      long prefixes =
          IntStream.of(sorted)
              .mapToObj(start -> Arrays.toString(Arrays.copyOfRange(IDS, start, start + last + 1)))
              .distinct()
              .count();
      assertThat(tree.states[t]).isEqualTo((int) prefixes);
      shares |= prefixes < WINDOWS;
      int windows = 0;
      for (int s = 0; s < tree.states[t]; s++) {
        windows += tree.count[t * Kernels.ROWS + s];
      }
      assertThat(windows).isEqualTo(WINDOWS);
      for (int w = 0; w < WINDOWS; w++) {
        int at = t * Kernels.ROWS + w;
        int state = t * Kernels.ROWS + tree.state[at];
        assertThat(tree.token[state]).isEqualTo(IDS[sorted[w] + t]);
        assertThat(tree.text[at + Kernels.ROWS]).isEqualTo(IDS[sorted[w] + t + 1]);
        assertThat(tree.parent[state])
            .isEqualTo(t == 0 ? 0 : tree.state[(t - 1) * Kernels.ROWS + w]);
      }
    }
    assertThat(shares).isTrue();
  }

  @Test
  void windowsAreOrderedByTheirTextAndThenByTheirStart() {
    for (int numSteps : new int[] {1, 2, 3, 8, 13}) {
      int[] sorted = new int[150];
      int[] shuffled = IntStream.range(0, 150).map(i -> i * 77 % 150).toArray();
      new WindowOrder(new TokenWindows(IDS, numSteps, 150)).sort(shuffled, 0, 150, sorted);
      for (int i = 1; i < sorted.length; i++) {
        int order =
            Arrays.compare(
                IDS, sorted[i - 1], sorted[i - 1] + numSteps, IDS, sorted[i], sorted[i] + numSteps);
        assertThat(order < 0 || (order == 0 && sorted[i - 1] < sorted[i])).isTrue();
      }
    }
  }

  private static double run(
      Parameters parameters, TokenWindows windows, int[] order, Dropout dropout, float[] gradient) {
    KernelWeights packed = new KernelWeights(parameters);
    packed.pack();
    Tile tile =
        new Tile(
            KernelChoice.get().kernels(),
            parameters,
            packed,
            new TextEnds(windows, dropout == null),
            dropout);
    tile.beginGradient();
    double loss = tile.lossAndGradient(0, order, 0, WINDOWS, 1e-2f, new Gradient(gradient, 0));
    tile.endGradient(new Gradient(gradient, 0));
    return loss;
  }

  private static RandomStream.Purpose purpose() {
    return RandomStream.Purpose.DROPOUT;
  }

  private static int[] starts() {
    return IntStream.range(0, WINDOWS).toArray();
  }
}
