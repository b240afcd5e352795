package io.github.lstmsweep.gpu.device;

import static org.lwjgl.system.MemoryUtil.NULL;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lwjgl.system.APIUtil;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;

/**
 * The handlers of this process's signals, as they were before a driver compiled anything.
 *
 * <p>LLVM, which is inside drivers such as PoCL, replaces them at its first compilation, to delete
 * its temporary files after a crash. Its handler of SIGSEGV is gone when it is called. Java's
 * threads stop for the garbage collector by such a signal. If two of them stop at the same moment,
 * the second one finds no handler, and the process ends with code 139. So Java's handlers are set
 * again. If no signal came before, LLVM believes that its own are there, and leaves them. Java's
 * library {@code libjsig} does it without a moment between, but it must be there when a process
 * starts.
 */
final class SignalHandlers {
  private static final int LAST = 31;
  private static final List<Integer> NEVER_HANDLED = List.of(9, 19);

  /** More than the bytes of a {@code struct sigaction}, which begins with the handler. */
  private static final int BYTES = 256;

  /** The address of the function {@code sigaction}; NULL before the first call, or without it. */
  private static long sigaction;

  /** A {@code struct sigaction} for each signal. They live as long as the process. */
  private static long[] kept;

  private SignalHandlers() {}

  /** Remembers the handlers. Only the first call does something. */
  static synchronized void keep() {
    if (kept != null) {
      return;
    }
    kept = new long[LAST + 1];
    sigaction = Platform.get() == Platform.LINUX ? addressOfSigaction() : NULL;
    if (sigaction != NULL) {
      signals().forEach(signal -> kept[signal] = current(signal));
    }
  }

  private static long addressOfSigaction() {
    try {
      return APIUtil.apiCreateLibrary("libc.so.6").getFunctionAddress("sigaction");
    } catch (UnsatisfiedLinkError e) {
      // A Linux with a different C library keeps the handlers of the driver.
      return NULL;
    }
  }

  private static IntStream signals() {
    return IntStream.rangeClosed(1, LAST).filter(signal -> !NEVER_HANDLED.contains(signal));
  }

  private static long current(int signal) {
    long action = MemoryUtil.nmemCalloc(1, BYTES);
    JNI.invokePPI(signal, NULL, action, sigaction);
    return action;
  }

  /** Returns the signals whose handlers are not those that were kept. */
  static synchronized int[] changed() {
    if (kept == null || sigaction == NULL) {
      return new int[0];
    }
    return signals().filter(SignalHandlers::isChanged).toArray();
  }

  private static boolean isChanged(int signal) {
    long action = current(signal);
    try {
      return MemoryUtil.memGetAddress(action) != MemoryUtil.memGetAddress(kept[signal]);
    } finally {
      MemoryUtil.nmemFree(action);
    }
  }

  /** Sets the handlers again that were kept. */
  static synchronized void restore() {
    Arrays.stream(changed()).forEach(signal -> set(signal, kept[signal]));
  }

  /** Sets the handler of a signal to a {@code struct sigaction}. */
  static void set(int signal, long action) {
    JNI.invokePPI(signal, action, NULL, sigaction);
  }
}
