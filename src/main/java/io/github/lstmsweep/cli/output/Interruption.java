package io.github.lstmsweep.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;

/** Says, when the process is stopped from outside, that nothing is lost and how to go on. */
public final class Interruption {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * Prints {@code line} if the process is stopped before this is withdrawn, and it is the last that
   * is printed: while they stop, Spark's threads log errors that nobody need read.
   */
  public static Interruption announce(PrintWriter err, String line) {
    Thread hook =
        new Thread(
            () -> {
              System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
              err.println();
              err.println(line);
              err.flush();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** Whether the process is being stopped. */
  public static boolean begun() {
    try {
      // Refused from the moment on that the JVM begins to stop, and without effect before.
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Nothing is to be said any more; without effect once the process is being stopped. */
  public void withdraw() {
    if (!begun()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
