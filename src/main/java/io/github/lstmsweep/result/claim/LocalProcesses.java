package io.github.lstmsweep.result.claim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The processes of this machine and process namespace, as {@code /proc} shows them. A process is
 * known by its number and the clock tick of its start. Ticks count from the start of the machine,
 * so a clock that is set does not change them.
 */
final class LocalProcesses {
  /** An answer of the operating system about a process. */
  enum State {
    /** The process runs, or it is stopped and can go on. */
    RUNS,
    GONE,
    /** Nothing is known, such as for a process that is hidden from this user. */
    UNKNOWN
  }

  static final LocalProcesses HERE = new LocalProcesses(Path.of("/proc"));

  /** Places of fields in {@code /proc/PID/stat} after the program's name; see proc(5). */
  private static final int STATE = 0;

  private static final int THREADS = 17;
  private static final int START_TICKS = 19;

  private final Path proc;

  /** Reads the processes from {@code proc}, which is laid out as in proc(5). */
  LocalProcesses(Path proc) {
    this.proc = proc;
  }

  /** Returns the clock tick at which a process started; 0 if it is not known. */
  long startTicks(long pid) {
    return fields(pid).map(fields -> Long.parseLong(fields[START_TICKS])).orElse(0L);
  }

  /** Returns the state of the process with this number that started at {@code startTicks}. */
  State state(long pid, long startTicks) {
    Optional<String[]> found = fields(pid);
    if (found.isEmpty()) {
      return absent(pid);
    }
    String[] fields = found.get();
    boolean ended = "ZXx".contains(fields[STATE]) && Long.parseLong(fields[THREADS]) <= 1;
    return !ended && Long.parseLong(fields[START_TICKS]) == startTicks ? State.RUNS : State.GONE;
  }

  /**
   * Returns the state of a process that {@code /proc} does not show. Process 1 always exists, so if
   * it is not shown, processes are hidden.
   */
  private State absent(long pid) {
    return Files.exists(proc.resolve("" + pid)) || fields(1).isEmpty() ? State.UNKNOWN : State.GONE;
  }

  /** Returns the time since the machine started; empty if it is not known. */
  Optional<Duration> upTime() {
    try {
      String seconds = Files.readString(proc.resolve("uptime")).split("\\.", 2)[0];
      return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns the fields after the program's name, which may contain blanks and brackets. */
  private Optional<String[]> fields(long pid) {
    try {
      String stat =
          Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1).strip();
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > START_TICKS ? Optional.of(fields) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
