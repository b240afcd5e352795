package io.github.lstmsweep.attempt;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.Optional;

/**
 * The claims of one task. It claims the next trial while another one trains, so that a free core
 * does not wait for the storage. Used by one thread.
 */
final class ClaimAhead implements AutoCloseable {
  private final TrialTable table;
  private final Claimant self;
  // Null if no trial is held.
  private TrialId trial;
  private Claim claim;

  ClaimAhead(TrialTable table, Claimant self) {
    this.table = table;
    this.self = self;
  }

  /** Claims a trial before its turn. */
  void ask(Trial next) {
    if (next.id().equals(trial)) {
      return;
    }
    close();
    asked(next)
        .filter(answer -> answer.verdict() == Claim.Verdict.OURS)
        .ifPresent(
            answer -> {
              trial = next.id();
              claim = answer;
            });
  }

  private Optional<Claim> asked(Trial next) {
    try {
      return Optional.of(table.claims().claimAhead(next.id(), self));
    } catch (IOException | RuntimeException e) {
      // At its turn it is claimed again, with more patience. So is a trial that is not ours yet.
      return Optional.empty();
    }
  }

  /** Claims a trial whose turn has come. */
  Claim claim(Trial now) throws IOException {
    if (!now.id().equals(trial)) {
      return table.claims().claim(now.id(), self);
    }
    Claim asked = claim;
    trial = null;
    claim = null;
    return asked;
  }

  /** Releases the trial that is held. */
  @Override
  public void close() {
    if (claim != null) {
      claim.work().close();
    }
    trial = null;
    claim = null;
  }
}
