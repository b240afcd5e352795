package io.github.lstmsweep.gpu.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.TestDevice;
import org.junit.jupiter.api.Test;
import org.lwjgl.system.MemoryUtil;

/**
 * Checks that Java's handlers of signals stay, whatever a driver sets. Java's library that does it
 * for a whole process is not preloaded in the process of these tests.
 */
class SignalHandlersTest {
  /** SIGXFSZ: a file is too large. Java ignores it, and no test makes such a file. */
  private static final int SIGNAL = 25;

  @Test
  void theHandlersAreThoseOfJavaAfterKernelsWereCompiled() {
    try (Computer computer = new Computer(TestDevice.get())) {
      computer.build("kernel void one(global int *x) { x[0] = 1; }", "");
      assertThat(SignalHandlers.changed()).isEmpty();
      Computer.Array x = computer.array(new int[1]);
      Compilation.during(
          () -> {
            computer.launch("one").with(x).run(1, 1, 1);
            computer.finish();
          });
      assertThat(SignalHandlers.changed()).isEmpty();
    }
  }

  @Test
  void aChangedHandlerIsSetAgain() {
    TestDevice.get();
    // All zero: the default of the system.
    long action = MemoryUtil.nmemCalloc(1, 256);
    try {
      SignalHandlers.set(SIGNAL, action);
      assertThat(SignalHandlers.changed()).containsExactly(SIGNAL);
      Compilation.during(() -> awaitNoneChanged());
      assertThat(SignalHandlers.changed()).isEmpty();
    } finally {
      MemoryUtil.nmemFree(action);
    }
  }

  /** A guard sets the handlers while the work goes on. */
  private static void awaitNoneChanged() {
    long end = System.nanoTime() + 60_000_000_000L;
    while (SignalHandlers.changed().length > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(SignalHandlers.changed()).isEmpty();
  }
}
