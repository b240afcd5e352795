package io.github.lstmsweep.trial;

import java.util.Comparator;
import java.util.List;

/**
 * The recurrent cells, with PyTorch's formulas. PyTorch has no minimal gated unit.
 *
 * <p>A cell computes its gates in slots: for each hidden unit, one float per slot. A gate whose
 * input part and recurrent part must stay apart has two slots. The kernels compute cells of four
 * slots or of one.
 */
// The lists are immutable, because List.of makes them.
@SuppressWarnings("ImmutableEnumChecker")
public enum Cell {
  /** Hochreiter and Schmidhuber 1997; gates input, forget, cell, output. */
  LSTM("lstm", 4, List.of(0, 1, 3, 2), List.of(0, 1, 3, 2), true),
  /** Cho et al. 2014, with the reset gate applied after the recurrent product; gates r, z, n. */
  GRU("gru", 4, List.of(0, 1, 3), List.of(0, 1, 2), false),
  /**
   * The minimal gated unit of Zhou, Wu, Zhang and Zhou 2016, with the forget gate applied after the
   * recurrent product, as PyTorch's GRU applies its reset gate; gates f, n. One slot has no
   * weights.
   */
  MGU("mgu", 4, List.of(1, 3), List.of(1, 0), false),
  /** Elman 1990, with one tanh. */
  RNN("rnn", 1, List.of(0), List.of(0), false);

  /** From the fewest gates to the most, and then in the order of this list. */
  public static final Comparator<Cell> BY_GATES =
      Comparator.comparingInt(Cell::gates).thenComparing(Comparator.naturalOrder());

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

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Returns the number of weight matrices H × H in one layer. */
  public int gates() {
    return recurrentSlots.size();
  }

  /**
   * Returns the floats per hidden unit that the kernels compute before the cell's formulas: 4 or 1.
   */
  public int slots() {
    return slots;
  }

  /** Returns, for each gate in PyTorch's order, the slot that its input weights add to. */
  public List<Integer> inputSlots() {
    return inputSlots;
  }

  /** Returns, for each gate in PyTorch's order, the slot that its recurrent weights add to. */
  public List<Integer> recurrentSlots() {
    return recurrentSlots;
  }

  /**
   * Returns how many slots, counted from the first, a product with recurrent weights must compute.
   */
  public int slotsOfRecurrence() {
    return recurrentSlots.stream().mapToInt(slot -> slot + 1).max().orElseThrow();
  }

  /** Returns whether a unit has a content c next to its hidden state h. */
  public boolean hasContent() {
    return hasContent;
  }

  /**
   * Returns whether a part of the state passes to the next step without weights. Then a part of the
   * gradient does too, and the backward pass needs the gates of every step.
   */
  public boolean hasCarry() {
    return slots > 1;
  }
}
