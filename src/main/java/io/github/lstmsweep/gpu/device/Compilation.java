package io.github.lstmsweep.gpu.device;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Work in which a driver may compile kernels: they are built, or launched for the first time. A
 * thread sets Java's {@link SignalHandlers} again as soon as a driver has replaced them, because a
 * compilation takes seconds, and a garbage collection may come at any time.
 */
public final class Compilation {
  private static final long NANOS_BETWEEN = 200_000;

  private volatile boolean isOver;

  private Compilation() {}

  /** Does some work. */
  public static void during(Runnable work) {
    during(
        () -> {
          work.run();
          return null;
        });
  }

  /** Does some work and returns its result. */
  public static <T> T during(Supplier<T> work) {
    Compilation compilation = new Compilation();
    Thread guard = new Thread(compilation::guard, "lstm-sweep-signals");
    guard.setDaemon(true);
    guard.start();
    try {
      return work.get();
    } finally {
      compilation.isOver = true;
      LockSupport.unpark(guard);
      SignalHandlers.restore();
    }
  }

  private void guard() {
    while (!isOver) {
      SignalHandlers.restore();
      LockSupport.parkNanos(NANOS_BETWEEN);
    }
  }
}
