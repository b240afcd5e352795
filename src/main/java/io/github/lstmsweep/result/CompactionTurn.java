package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Whoever moves rows between files does so alone: two at once would take rows out of each other's
 * files as fast as they make them, and a reader could follow neither. The turn is claimed as a
 * trial is, under an id that no trial has, so that it passes on from a process that died.
 */
final class CompactionTurn {
  /** Of no trial: nobody finds a text with this hash. */
  static final TrialId ID = new TrialId("0".repeat(32));

  private CompactionTurn() {}

  interface Work<T> {
    T run() throws IOException;
  }

  /** What {@code work} gives; empty where another process has the turn. */
  static <T> Optional<T> take(Storage storage, CompactedRows compacted, Work<T> work)
      throws IOException {
    Claimant self = Claimant.ofThisProcess(UUID.randomUUID().toString(), true);
    Claims claims = new Claims(storage, compacted);
    Claim claim = claims.claim(ID, self);
    if (claim.verdict() != Claim.Verdict.OURS) {
      return Optional.empty();
    }
    try {
      T done = work.run();
      claims.bury(ID, claim.deaths());
      return Optional.of(done);
    } finally {
      claim.work().close();
    }
  }
}
