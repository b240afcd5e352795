package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that a trial allocates its arrays only once. */
class AllocationTest {
  private static final int BATCH = 130;

  /**
   * Uses the scalar kernels. The Vector API makes objects until C2 has compiled its callers, and
   * nobody knows when that is.
   */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void aMinibatchAllocatesNothing(Cell cell) {
    int[] ids = new Random(1).ints(400, 0, 9).toArray();
    LanguageModel model =
        new LanguageModel(
            new ScalarKernels(),
            Parameters.initial(
                Architecture.of(9, cell, 12),
                RandomStream.of(new TrialId("c".repeat(32)), RandomStream.Purpose.INIT)),
            new TokenWindows(ids, 5, 300));
    Optimizer optimizer = new Optimizer(OptimizerKind.ADAM, 0.01, 1e-4);
    int[] starts = IntStream.range(0, 300).toArray();
    minibatch(model, optimizer, starts);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = threads.getCurrentThreadAllocatedBytes();
    long nothing = threads.getCurrentThreadAllocatedBytes() - own;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10; i++) {
      minibatch(model, optimizer, starts);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isEqualTo(nothing);
  }

  private static void minibatch(LanguageModel model, Optimizer optimizer, int[] starts) {
    model.lossAndGradient(starts, 0, BATCH);
    model.update(optimizer, 1, model.gradientNorm());
    model.loss(starts, BATCH, 2 * BATCH);
  }
}
