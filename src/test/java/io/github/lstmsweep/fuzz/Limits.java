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

  /**
   * Returns whether the target accepted the input.
   *
   * @throws AssertionError if it allocated too much twice; the first call may have loaded classes
   */
  static boolean takes(FuzzTarget target, byte[] input) throws Exception {
    Call call = new Call(target, input);
    if (call.allocated > most(target, input)) {
      call = new Call(target, input);
    }
    if (call.allocated > most(target, input)) {
      throw new AssertionError(
          "an input of %d bytes made %s allocate %d bytes"
              .formatted(input.length, target.key(), call.allocated));
    }
    return call.taken;
  }

  /**
   * Returns whether the target allocated too much. Jazzer's tracing allocates up to thirty times as
   * much as the target itself. An excess that it sees is thus only a reason to look again without
   * it.
   */
  static boolean areExceeded(FuzzTarget target, byte[] input) throws Exception {
    return new Call(target, input).allocated > most(target, input);
  }

  /** One call of a target: its answer and the bytes that it allocated. */
  private static final class Call {
    final boolean taken;
    final long allocated;

    Call(FuzzTarget target, byte[] input) throws Exception {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      taken = target.takes(input);
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
  }

  /**
   * A query has no limit: it is its author's own, and Spark's parser may try many readings of it.
   */
  private static long most(FuzzTarget target, byte[] input) {
    return target == FuzzTarget.QUERY ? Long.MAX_VALUE : MOST_BYTES + 1024L * input.length;
  }
}
