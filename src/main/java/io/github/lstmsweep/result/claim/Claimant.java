package io.github.lstmsweep.result.claim;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is at work on a trial: what its marker says.
 *
 * @param run names the driver's run; a driver that starts again is another one
 * @param driverHere whether the driver is this very process, as on {@code local[*]}
 * @param host the machine's name, for people
 * @param boot changes whenever the machine starts; empty where that is not known
 * @param namespace which numbers of processes: a container has its own; empty where not known
 * @param pid the process
 * @param started of the process, milliseconds since 1970
 */
public record Claimant(
    String run,
    boolean driverHere,
    String host,
    String boot,
    String namespace,
    long pid,
    long started) {
  /** The names of a marker's lines. */
  private static final Set<String> NAMES =
      Set.of("run", "driver here", "host", "boot", "namespace", "pid", "started");

  /** This process at work for {@code run}. */
  public static Claimant ofThisProcess(String run, boolean driverHere) {
    ProcessHandle here = ProcessHandle.current();
    return new Claimant(
        run,
        driverHere,
        ThisMachine.NAME,
        ThisMachine.BOOT,
        ThisMachine.NAMESPACE,
        here.pid(),
        here.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** The name of this machine. */
  public static String thisHost() {
    return ThisMachine.NAME;
  }

  /** Whether {@code other} is this process, and not another one of which as little is known. */
  boolean isProcessOf(Claimant other) {
    return isSameProcess(other) && started != 0;
  }

  /**
   * Whether {@code other} was on this machine before that was started again, or is on another
   * machine of its name: which of both, its marker tells.
   */
  boolean isOfAnotherStart(Claimant other) {
    return host.equals(other.host) && !boot.equals(other.boot);
  }

  /** Whether {@code other} is known to have ended. */
  boolean knowsIsGone(Claimant other) {
    return seesProcessesOf(other) && !other.isAliveHere();
  }

  /** Whether {@code other} is known to live, be it stopped. */
  boolean knowsIsAlive(Claimant other) {
    return seesProcessesOf(other) && other.isAliveHere();
  }

  /** Where its machine and its numbers are this process's. */
  private boolean isAliveHere() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(p -> p.info().startInstant())
        .filter(start -> start.toEpochMilli() == started)
        .isPresent();
  }

  /** Whether {@code other} is the same process, as far as markers tell. */
  boolean isSameProcess(Claimant other) {
    return process().equals(other.process());
  }

  /** What tells the process from every other, wherever. */
  String process() {
    return String.join(" ", host, boot, namespace, "" + pid, "" + started);
  }

  private boolean seesProcessesOf(Claimant other) {
    return host.equals(other.host)
        && boot.equals(other.boot)
        && !namespace.isEmpty()
        && namespace.equals(other.namespace);
  }

  /** One line a component. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "run: %s%ndriver here: %b%nhost: %s%nboot: %s%nnamespace: %s%npid: %d%nstarted: %d%n",
        run,
        driverHere,
        host,
        boot,
        namespace,
        pid,
        started);
  }

  /** Reads {@link #text}; empty where it is none, such as half of one. */
  static Optional<Claimant> parse(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(line -> line.split(": ?", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], pair[1]));
    try {
      return !values.keySet().containsAll(NAMES)
          ? Optional.empty()
          : Optional.of(
              new Claimant(
                  values.get("run"),
                  Boolean.parseBoolean(values.get("driver here")),
                  values.get("host"),
                  values.get("boot"),
                  values.get("namespace"),
                  Long.parseLong(values.get("pid")),
                  Long.parseLong(values.get("started"))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
