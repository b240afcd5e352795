package io.github.lstmsweep.trial;

import java.util.List;

/**
 * The recurrent cells, with PyTorch's formulas.
 *
 * <p>A cell computes its gates in slots: for each hidden unit, one float per slot. A gate whose
 * input part and recurrent part must stay apart has two slots. The kernels compute cells of four
 * slots or of one.
 */
// List.of makes lists that never change.
@SuppressWarnings("ImmutableEnumChecker")
public enum Cell {
  /** Hochreiter and Schmidhuber 1997; gates input, forget, cell, output. */
  LSTM("lstm", 4, List.of(0, 1, 3, 2), List.of(0, 1, 3, 2), true),
  /** Cho et al. 2014, the reset gate applied after the recurrent product; gates r, z, n. */
  GRU("gru", 4, List.of(0, 1, 3), List.of(0, 1, 2), false),
  /** Elman 1990, one tanh. */
  RNN("rnn", 1, List.of(0), List.of(0), false);

  private final String key;
  private final int slots;
  private final List<Integer> inputSlots;
  private final List<Integer> recurrentSlots;
  private final boolean hasContent;

  Cell(
      String key,
      int slots,
      List<Integer> inputSlots,
      List<Integer> recurrentSlots,
      boolean hasContent) {
    this.key = key;
    this.slots = slots;
    this.inputSlots = inputSlots;
    this.recurrentSlots = recurrentSlots;
    this.hasContent = hasContent;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Weight matrices H × H of one layer. */
  public int gates() {
    return recurrentSlots.size();
  }

  /** Floats per hidden unit that the kernels compute before the cell's formulas: 4 or 1. */
  public int slots() {
    return slots;
  }

  /** The slot that each gate's input weights add to, in PyTorch's order of gates. */
  public List<Integer> inputSlots() {
    return inputSlots;
  }

  /** The slot that each gate's recurrent weights add to, in PyTorch's order of gates. */
  public List<Integer> recurrentSlots() {
    return recurrentSlots;
  }

  /** Slots from the first one on that a product with recurrent weights must compute. */
  public int slotsOfRecurrence() {
    return recurrentSlots.stream().mapToInt(slot -> slot + 1).max().orElseThrow();
  }

  /** Whether a unit has a content c next to its hidden state h. */
  public boolean hasContent() {
    return hasContent;
  }

  /**
   * Whether a part of a state goes on to the next step unchanged by weights. Then the gradient has
   * such a part too, and the way back needs the gates of every step.
   */
  public boolean hasCarry() {
    return slots > 1;
  }
}
