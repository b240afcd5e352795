package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What is done to a process from outside, and the proof that it was done. */
final class Signals {
  private static final long LIMIT_SECONDS = 60;

  private Signals() {}

  /** {@code kill -9}; returns when the process is gone. */
  static void kill(long pid) throws InterruptedException {
    // A program that sends signals takes its time to start; a trial may have ended by then.
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(pid);
  }

  /** Returns when the process is gone, and counts one that nobody has waited for as gone. */
  static void awaitEnd(long pid) throws InterruptedException {
    await(pid, "is gone", () -> state(pid) == 0 || state(pid) == 'Z');
  }

  /** Returns when the process runs no more. */
  static void stop(long pid) throws IOException, InterruptedException {
    send("STOP", pid);
    await(pid, "stands still", () -> state(pid) == 'T');
  }

  /** Returns when the process runs again. */
  static void goOn(long pid) throws IOException, InterruptedException {
    send("CONT", pid);
    await(pid, "runs", () -> state(pid) != 'T');
  }

  /** As {@code ps} shows it, such as S, R, T (stopped) or Z (ended); 0 where there is none. */
  static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Sends one and waits for nothing. */
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
