package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Work on a table that one process does at a time. Its turn is claimed as a trial is, under an id
 * that no trial has, so that it passes on from a process that died.
 */
final class Turn {
  private static final Set<TrialId> IDS = Set.of(CompactionTurn.ID, SpecificationTurn.ID);

  private Turn() {}

  interface Work<T> {
    T run() throws IOException;
  }

  /** Whether no trial has this id: nobody finds a text with such a hash. */
  static boolean isTurn(TrialId id) {
    return IDS.contains(id);
  }

  /** Runs {@code work} and gives its result; empty where another process has the turn. */
  static <T> Optional<T> take(TrialId turn, Storage storage, CompactedRows compacted, Work<T> work)
      throws IOException {
    Claimant self = Claimant.ofThisProcess(UUID.randomUUID().toString(), true);
    Claims claims = new Claims(storage, compacted);
    Claim claim = claims.claim(turn, self);
    if (claim.verdict() != Claim.Verdict.OURS) {
      return Optional.empty();
    }
    try {
      T done = work.run();
      claims.bury(turn, claim.deaths());
      return Optional.of(done);
    } finally {
      claim.work().close();
    }
  }
}
