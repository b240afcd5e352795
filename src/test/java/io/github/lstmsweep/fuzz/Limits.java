package io.github.lstmsweep.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Passes an input to a target under a limit on memory. It counts allocated bytes, so the limit
 * holds for every heap size. The caller limits the time.
 */
final class Limits {
  /**
   * The maximum allocation. An input has some kilobytes; the rest is for the buffers of libraries.
   */
  static final long MOST_BYTES = 256L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Limits() {}

  /** Returns whether the target accepted the input. */
  static boolean takes(FuzzTarget target, byte[] input) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean taken = target.takes(input);
    if (THREADS.getCurrentThreadAllocatedBytes() - before > most(target, input)) {
      requireLittleAgain(target, input);
    }
    return taken;
  }

  /**
   * Repeats an expensive call, because the first one also loaded, and perhaps instrumented,
   * classes.
   */
  private static void requireLittleAgain(FuzzTarget target, byte[] input) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    target.takes(input);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (allocated > most(target, input)) {
      throw new AssertionError(
          "an input of %d bytes made %s allocate %d bytes"
              .formatted(input.length, target.key(), allocated));
    }
  }

  /**
   * A query has no limit: it is its author's own, and Spark's parser may try many readings of it.
   */
  private static long most(FuzzTarget target, byte[] input) {
    return target == FuzzTarget.QUERY ? Long.MAX_VALUE : MOST_BYTES + 1024L * input.length;
  }
}
