package io.github.lstmsweep.search;

import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Set;

/**
 * Walks a space. A search has no state of its own: it decides from the rows of the table alone. So
 * it makes the same decisions after every restart and on every cluster.
 */
public interface Search {
  /** Every trial that this search may ask for, in one stable order. */
  List<Trial> trials();

  /** The next trials, as a function of the rows that the table has now. */
  Step next(Results results);

  /**
   * The decision of a search about the next trials.
   *
   * @param run trials to start, in this order; none if the search is over
   * @param stop trials that are not to be trained further
   */
  record Step(List<Trial> run, Set<TrialId> stop) {
    /** Copies the collections. */
    public Step {
      run = List.copyOf(run);
      stop = Set.copyOf(stop);
    }
  }

  /** The search that a specification asks for, over trials that learn from {@code dataset}. */
  static Search of(SweepSpec spec, Dataset dataset) {
    return switch (spec.method()) {
      case GRID -> new Grid(spec.space(), dataset);
    };
  }

  /** The number of trials in a specification's search. It computes no ids. */
  static int size(SweepSpec spec) {
    return switch (spec.method()) {
      case GRID -> Grid.size(spec.space());
    };
  }
}
