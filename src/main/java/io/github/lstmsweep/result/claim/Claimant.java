package io.github.lstmsweep.result.claim;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The process that works on a trial, as its marker describes it.
 *
 * @param run the driver's run; a restarted driver is a new run
 * @param driverHere whether the driver is this very process, as on {@code local[*]}
 * @param host the machine's name, for messages
 * @param boot an id that changes whenever the machine starts; empty if it is not known
 * @param namespace the process-number namespace, since a container has its own; empty if not known
 * @param pid the process number
 * @param started the start of the process, in milliseconds since 1970 as its own clock showed it
 * @param startTicks the start of the process, in clock ticks since the machine started; 0 if it is
 *     not known, as in markers of older versions
 */
public record Claimant(
    String run,
    boolean driverHere,
    String host,
    String boot,
    String namespace,
    long pid,
    long started,
    long startTicks) {
  /*
   * The Java runtime computes a start time from the clock, so two processes see different start
   * times of a third one if the clock was set in between. A start tick has no such fault. The start
   * time stays in the marker for older versions, which know no ticks.
   */
  private static final String START_TICKS = "start ticks";

  /** The names of the lines that every marker has. */
  private static final Set<String> NAMES =
      Set.of("run", "driver here", "host", "boot", "namespace", "pid", "started");

  /** Returns this process, working for {@code run}. */
  public static Claimant ofThisProcess(String run, boolean driverHere) {
    ProcessHandle here = ProcessHandle.current();
    return new Claimant(
        run,
        driverHere,
        ThisMachine.NAME,
        ThisMachine.BOOT,
        ThisMachine.NAMESPACE,
        here.pid(),
        here.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
        LocalProcesses.HERE.startTicks(here.pid()));
  }

  /** Returns the name of this machine. */
  public static String thisHost() {
    return ThisMachine.NAME;
  }

  /**
   * Returns whether {@code other} is this process, and not a different one about which as little is
   * known.
   */
  boolean isProcessOf(Claimant other) {
    return isSameProcess(other) && started != 0;
  }

  /**
   * Returns whether {@code other} has this machine's name but a different boot id. It ran before a
   * restart of this machine, or it is on a namesake. The age of its marker shows which one.
   */
  boolean isOfAnotherStart(Claimant other) {
    return host.equals(other.host) && !boot.equals(other.boot);
  }

  /** Returns whether the operating system knows that {@code other} has ended. */
  boolean knowsIsGone(Claimant other) {
    return seesProcessesOf(other) && other.stateHere() == LocalProcesses.State.GONE;
  }

  /** Returns whether the operating system says that {@code other} runs, even if it is stopped. */
  boolean knowsIsAlive(Claimant other) {
    return seesProcessesOf(other) && other.stateHere() == LocalProcesses.State.RUNS;
  }

  /**
   * Returns the state of this process. The answer is valid on its machine and in its namespace. If
   * only the start time is known and it differs, the process may be a different one, or the clock
   * was set since.
   */
  private LocalProcesses.State stateHere() {
    LocalProcesses here = LocalProcesses.HERE;
    LocalProcesses.State state =
        here.state(pid, startTicks != 0 ? startTicks : here.startTicks(pid));
    return startTicks == 0 && state == LocalProcesses.State.RUNS && !startedAsSeenNow()
        ? LocalProcesses.State.UNKNOWN
        : state;
  }

  private boolean startedAsSeenNow() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .filter(start -> start.toEpochMilli() == started)
        .isPresent();
  }

  /** Returns whether {@code other} is the same process, judged by the markers. */
  boolean isSameProcess(Claimant other) {
    return process().equals(other.process());
  }

  /** Returns a text that distinguishes the process from every other one on any machine. */
  String process() {
    return String.join(" ", host, boot, namespace, "" + pid, "" + started);
  }

  private boolean seesProcessesOf(Claimant other) {
    return host.equals(other.host)
        && boot.equals(other.boot)
        && !namespace.isEmpty()
        && namespace.equals(other.namespace);
  }

  /** Returns the marker's text, with one component per line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "run: %s%ndriver here: %b%nhost: %s%nboot: %s%nnamespace: %s%npid: %d%n%sstarted: %d%n",
        run,
        driverHere,
        host,
        boot,
        namespace,
        pid,
        startTicks == 0 ? "" : START_TICKS + ": " + startTicks + System.lineSeparator(),
        started);
  }

  /** Reads {@link #text}; empty if the text is incomplete or malformed. */
  static Optional<Claimant> parse(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(line -> line.split(": ?", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], pair[1]));
    try {
      // Every version ends the text with a line end, so a number that was cut is noticed.
      return !text.endsWith("\n") || !values.keySet().containsAll(NAMES)
          ? Optional.empty()
          : Optional.of(
              new Claimant(
                  values.get("run"),
                  Boolean.parseBoolean(values.get("driver here")),
                  values.get("host"),
                  values.get("boot"),
                  values.get("namespace"),
                  Long.parseLong(values.get("pid")),
                  Long.parseLong(values.get("started")),
                  Long.parseLong(values.getOrDefault(START_TICKS, "0"))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
