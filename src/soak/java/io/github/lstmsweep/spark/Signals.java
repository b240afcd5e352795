package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Sends signals to a process and proves their effect. */
final class Signals {
  private static final long LIMIT_SECONDS = 60;

  private Signals() {}

  /** Does {@code kill -9} and returns when the process is gone. */
  static void kill(long pid) throws InterruptedException {
    // A program that sends signals takes time to start, and a trial may have ended by then.
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(pid);
  }

  /** Returns when the process is gone. A process that nobody has waited for counts as gone. */
  static void awaitEnd(long pid) throws InterruptedException {
    await(pid, "is gone", () -> state(pid) == 0 || state(pid) == 'Z');
  }

  /** Sends SIGSTOP and returns when the process stands still. */
  static void stop(long pid) throws IOException, InterruptedException {
    send("STOP", pid);
    await(pid, "stands still", () -> state(pid) == 'T');
  }

  /** Sends SIGCONT and returns when the process runs again. */
  static void goOn(long pid) throws IOException, InterruptedException {
    send("CONT", pid);
    await(pid, "runs", () -> state(pid) != 'T');
  }

  /**
   * Returns the state as {@code ps} shows it, such as S, R, T (stopped) or Z (ended); 0 without a
   * process.
   */
  static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Sends a signal and does not wait for its effect. */
  static void send(String signal, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor())
        .as("kill -%s %d", signal, pid)
        .isZero();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(long pid, String what, Condition condition)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("process %d %s", pid, what).isLessThan(end);
      Thread.sleep(2);
    }
  }
}
