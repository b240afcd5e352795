package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.trial.HiddenActivation;

/** Computes the cells' steps on lanes; the formulas are in {@code ScalarCells}. */
final class VectorCells {
  private static final VectorCell LSTM = new VectorLstm();
  private static final VectorCell GRU = new VectorGru();
  private static final VectorCell MGU = new VectorMgu();
  private static final VectorCell RNN = new VectorRnn();

  private VectorCells() {}

  private static VectorCell of(CellStep s) {
    return switch (s.cell) {
      case LSTM -> LSTM;
      case GRU -> GRU;
      case MGU -> MGU;
      case RNN -> RNN;
    };
  }

  static void forward(CellStep s) {
    boolean narrow = s.units < LANES;
    VectorCell cell = of(s);
    RowLoop[] loops = cell.forward(narrow, s.activation == HiddenActivation.TANH);
    cell.place(s, narrow);
    for (int u = 0; u < s.units; u += LANES) {
      for (RowLoop loop : loops) {
        loop.run(s, u);
      }
    }
  }

  static void recall(CellStep s) {
    run(of(s).recall(s.activation == HiddenActivation.TANH), s);
  }

  static void backward(CellStep s) {
    run(of(s).backward(), s);
  }

  /** Whether one loop can compute {@link Kernels#backwardToParents} for this step. */
  static boolean hasBackwardToParents(CellStep s) {
    return s.cell.hasCarry() && s.units == VectorCell.UNITS;
  }

  /** Computes {@link Kernels#backwardToParents} in one loop. */
  static void backwardToParents(CellStep s) {
    run(of(s).backwardToParents(), s);
  }

  private static void run(RowLoop loop, CellStep s) {
    for (int u = 0; u < s.units; u += LANES) {
      loop.run(s, u);
    }
  }
}
