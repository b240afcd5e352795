package io.github.lstmsweep.result.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the markers of other processes for a process that claims their trial. The chapter "Claims"
 * of docs/architecture.md has the judgements as a table.
 */
final class Judge {
  /*
   * Two kinds of markers tell of deaths. The first kind is a marker of the same run. Its driver is
   * alive, and Spark gave the process up. The second kind is a marker of a process that had its
   * driver in it.
   *
   * Executors of a different run do not count: they may have died, or stopped when their driver
   * ended. A trial is also not to blame for a restart of the machine, nor for deaths before its
   * turn.
   */

  /** Silence after which a process is frozen or gone. Six beats are missing then. */
  static final Duration SILENCE = Duration.ofSeconds(60);

  /*
   * A marker with this machine's name and a different boot id is of this machine before its last
   * start, or of a namesake, such as a container on a different host. A marker that was written
   * since this machine started is of a namesake. A namesake that lives has written its marker
   * within two beats.
   */
  private static final Duration NAMESAKE = Marker.BEAT.multipliedBy(2);

  /** The state of the process of a marker, as far as it is known. */
  private enum State {
    ALIVE,
    /** It runs on this machine, and is silent. */
    FROZEN,
    GONE,
    /** It ran on this machine before the machine was restarted. */
    RESTARTED
  }

  private final Claimant self;
  private final Instant now;
  private final Optional<Duration> upTime;

  /**
   * Makes the judge of one claim.
   *
   * @param self the process that claims
   * @param now the time at which its marker was written, by the storage's clock
   */
  Judge(Claimant self, Instant now) {
    this(self, now, LocalProcesses.HERE.upTime());
  }

  /**
   * Makes the judge of one claim on a machine that started {@code upTime} ago; empty if that is not
   * known.
   */
  Judge(Claimant self, Instant now, Optional<Duration> upTime) {
    this.self = self;
    this.now = now;
    this.upTime = upTime;
  }

  /** Judges the marker of another process, or of an earlier claim by this one. */
  Judgement of(SeenMarker marker) {
    if (marker.claimant().isEmpty()) {
      // Its process died or froze while it wrote the marker. It may be about to claim the trial,
      // and
      // then it sees ours.
      return isSilent(marker, SILENCE) ? Judgement.SPENT : Judgement.IGNORED;
    }
    Claimant other = marker.claimant().get();
    return other.run().equals(self.run()) ? ofOurRun(marker, other) : ofAnotherRun(marker, other);
  }

  private Judgement ofOurRun(SeenMarker marker, Claimant other) {
    if (isOfEarlierStart(marker, other)) {
      return Judgement.SPENT;
    }
    boolean mayLive = self.isProcessOf(other) || self.knowsIsAlive(other);
    return mayLive || marker.isWaiting() ? Judgement.IGNORED : Judgement.DEATH;
  }

  private Judgement ofAnotherRun(SeenMarker marker, Claimant other) {
    return switch (state(marker, other)) {
      // If two see each other, the first one is at work, whatever it saw. If the clock cannot order
      // them, both give way and ask again.
      case ALIVE ->
          marker.isWorking() || !marker.beat().isAfter(now) ? Judgement.TAKEN : Judgement.IGNORED;
      // It has not died, but it may die of the trial later.
      case FROZEN -> Judgement.IGNORED;
      case GONE -> other.driverHere() && !marker.isWaiting() ? Judgement.DEATH : Judgement.SPENT;
      case RESTARTED -> Judgement.SPENT;
    };
  }

  private State state(SeenMarker marker, Claimant other) {
    if (isOfEarlierStart(marker, other)) {
      return State.RESTARTED;
    }
    if (self.knowsIsGone(other)) {
      return State.GONE;
    }
    if (!isSilent(marker, SILENCE)) {
      return State.ALIVE;
    }
    return self.knowsIsAlive(other) ? State.FROZEN : State.GONE;
  }

  /** Returns whether a marker was written on this machine before it started. */
  private boolean isOfEarlierStart(SeenMarker marker, Claimant other) {
    return self.isOfAnotherStart(other)
        && isSilent(marker, NAMESAKE)
        && upTime.filter(time -> isSilent(marker, time)).isPresent();
  }

  private boolean isSilent(SeenMarker marker, Duration silence) {
    return !marker.beat().isAfter(now.minus(silence));
  }
}
