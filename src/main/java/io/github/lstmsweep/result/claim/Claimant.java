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
 * @param started the start of the process, in milliseconds since 1970
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
        here.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
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
   * restart of this machine, or it is on a namesake. Its marker shows which one.
   */
  boolean isOfAnotherStart(Claimant other) {
    return host.equals(other.host) && !boot.equals(other.boot);
  }

  /** Returns whether {@code other} is known to have ended. */
  boolean knowsIsGone(Claimant other) {
    return seesProcessesOf(other) && !other.isAliveHere();
  }

  /** Returns whether {@code other} is known to be alive, even if it is stopped. */
  boolean knowsIsAlive(Claimant other) {
    return seesProcessesOf(other) && other.isAliveHere();
  }

  /**
   * Returns whether this process is alive. The answer is valid only on its machine and in its
   * namespace.
   */
  private boolean isAliveHere() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(p -> p.info().startInstant())
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
        "run: %s%ndriver here: %b%nhost: %s%nboot: %s%nnamespace: %s%npid: %d%nstarted: %d%n",
        run,
        driverHere,
        host,
        boot,
        namespace,
        pid,
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
