package io.github.lstmsweep.nn.kernel.vector;

import io.github.lstmsweep.nn.kernel.CellStep;

/** A loop over the rows of a cell's step, for one vector of units. */
interface RowLoop {
  /** Runs over all rows, for the units from {@code u} on that fit a vector. */
  void run(CellStep s, int u);
}
