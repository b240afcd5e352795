package io.github.lstmsweep.search;

import io.github.lstmsweep.trial.TrialId;
import java.util.OptionalDouble;
import java.util.Set;

/** The rows of a table, limited to the values that a search may use for its decisions. */
public interface Results {
  /** The trials that have a row. */
  Set<TrialId> ids();

  /**
   * The validation score by which a trial's row ranks; lower is better. Empty if it does not rank.
   *
   * @param id one of {@link #ids}
   */
  OptionalDouble score(TrialId id);
}
