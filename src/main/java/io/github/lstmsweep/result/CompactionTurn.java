package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.Optional;

/**
 * Whoever moves rows between files does so alone: two at once would take rows out of each other's
 * files as fast as they make them, and a reader could follow neither.
 */
final class CompactionTurn {
  /** An id of no trial. */
  static final TrialId ID = new TrialId("0".repeat(32));

  private CompactionTurn() {}

  /** What {@code work} gives; empty where another process has the turn. */
  static <T> Optional<T> take(Storage storage, CompactedRows compacted, Turn.Work<T> work)
      throws IOException {
    return Turn.take(ID, storage, compacted, work);
  }
}
