package io.github.lstmsweep.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;

/** Tells the user that a stopped process has lost nothing, and how to continue. */
public final class Interruption {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * Prints {@code line} if the process is stopped before {@link #withdraw}. It is the last line:
   * Spark's threads log useless errors while they stop, so these are suppressed.
   */
  public static Interruption announce(PrintWriter err, String line) {
    return announce(() -> {}, err, line);
  }

  /** Announces like the other method, and runs {@code first} before the line is printed. */
  public static Interruption announce(Runnable first, PrintWriter err, String line) {
    Thread hook =
        new Thread(
            () -> {
              first.run();
              System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
              err.println();
              err.println(line);
              err.flush();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** Returns whether the process is being stopped. */
  public static boolean begun() {
    try {
      // The JVM refuses this once it has begun to stop; before that it has no effect.
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Cancels the line; without effect once the process is being stopped. */
  public void withdraw() {
    if (!begun()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
