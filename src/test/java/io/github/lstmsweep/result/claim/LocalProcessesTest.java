package io.github.lstmsweep.result.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.claim.LocalProcesses.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesTest {
  private static final long PID = 4711;
  private static final long TICKS = 2_574_118;

  @TempDir Path proc;

  @Test
  void aProcessRunsIfItStartedAtTheSameTick() throws IOException {
    stat(1, "init", 'S', 1, 1);
    stat(PID, "java", 'S', 40, TICKS);
    LocalProcesses processes = new LocalProcesses(proc);
    assertThat(processes.startTicks(PID)).isEqualTo(TICKS);
    assertThat(processes.state(PID, TICKS)).isEqualTo(State.RUNS);
    assertThat(processes.state(PID, TICKS + 1))
        .as("its number belongs to a different process now")
        .isEqualTo(State.GONE);
    assertThat(processes.state(PID + 1, TICKS)).isEqualTo(State.GONE);
  }

  @Test
  void aProcessThatStandsStillRuns() throws IOException {
    stat(PID, "java", 'T', 40, TICKS);
    assertThat(new LocalProcesses(proc).state(PID, TICKS)).isEqualTo(State.RUNS);
  }

  @Test
  void aProcessThatNobodyWaitedForIsGoneUnlessAThreadOfItRuns() throws IOException {
    stat(PID, "java", 'Z', 1, TICKS);
    assertThat(new LocalProcesses(proc).state(PID, TICKS)).isEqualTo(State.GONE);
    stat(PID, "java", 'Z', 2, TICKS);
    assertThat(new LocalProcesses(proc).state(PID, TICKS))
        .as("its first thread alone has ended")
        .isEqualTo(State.RUNS);
  }

  @Test
  void theNameOfAProgramMayLookLikeFields() throws IOException {
    stat(PID, "a) Z 1 (b\u00ff", 'R', 3, TICKS);
    assertThat(new LocalProcesses(proc).state(PID, TICKS)).isEqualTo(State.RUNS);
  }

  /** The mount option {@code hidepid} hides the processes of other users, also process 1. */
  @Test
  void whereProcessesAreHiddenAnAbsentOneMayRun() throws IOException {
    stat(PID, "java", 'S', 40, TICKS);
    LocalProcesses processes = new LocalProcesses(proc);
    assertThat(processes.state(PID, TICKS)).isEqualTo(State.RUNS);
    assertThat(processes.state(PID + 1, TICKS)).isEqualTo(State.UNKNOWN);
    stat(1, "init", 'S', 1, 1);
    assertThat(processes.state(PID + 1, TICKS)).isEqualTo(State.GONE);
  }

  @Test
  void aFolderThatIsNoProcSaysNothing() throws IOException {
    Files.createDirectories(proc.resolve("" + PID));
    Files.writeString(proc.resolve(PID + "/stat"), PID + " (java) S");
    LocalProcesses processes = new LocalProcesses(proc);
    assertThat(processes.startTicks(PID)).isZero();
    assertThat(processes.state(PID, TICKS)).isEqualTo(State.UNKNOWN);
    assertThat(processes.upTime()).isEmpty();
  }

  @Test
  void theMachineSaysWhenItStarted() throws IOException {
    Files.writeString(proc.resolve("uptime"), "25741.19 5582.33\n");
    assertThat(new LocalProcesses(proc).upTime()).contains(Duration.ofSeconds(25_741));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aChildThatWasKilledAndNotWaitedForIsGone() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.US_ASCII))) {
      long child = Long.parseLong(out.readLine());
      long ticks = LocalProcesses.HERE.startTicks(child);
      assertThat(ticks).isPositive();
      assertThat(LocalProcesses.HERE.state(child, ticks)).isEqualTo(State.RUNS);
      ProcessHandle.of(child).orElseThrow().destroyForcibly();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (LocalProcesses.HERE.state(child, ticks) != State.GONE && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      assertThat(LocalProcesses.HERE.state(child, ticks)).isEqualTo(State.GONE);
    } finally {
      parent.destroyForcibly();
    }
  }

  /** Writes the fields of {@code /proc/PID/stat}; see proc(5). */
  private void stat(long pid, String program, char state, int threads, long ticks)
      throws IOException {
    Files.createDirectories(proc.resolve("" + pid));
    Files.write(
        proc.resolve(pid + "/stat"),
        (pid
                + " ("
                + program
                + ") "
                + state
                + " 829 829 30489 0 -1 4194304 102 0 0 0 0 0 0 0 20 0 "
                + threads
                + " 0 "
                + ticks
                + " 3133440 390\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }
}
