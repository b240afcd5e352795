package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import java.util.Arrays;

/**
 * The states that the windows of a tile share. Every window starts from the zero state. So windows
 * that begin with the same tokens have the same states until they part. Step t has a state for
 * every distinct prefix of t + 1 tokens. Windows come sorted by their text, so the states of a
 * prefix are adjacent and parents ascend.
 */
public final class PrefixTree {
  private final int numSteps;
  private final int[] starts = new int[ROWS];
  private final int[] parts = new int[ROWS]; // 1: a window's text differs from the one before
  private final int[] first = new int[ROWS + 1]; // window of each state of a step
  private int windows;

  /** The number of states of each step. */
  public final int[] states;

  /** Row of a state's previous state, [T][R]; all 0 in the first step: the zero state. */
  public final int[] parent;

  /** The last token that a state has read, [T][R]. */
  public final int[] token;

  /** The number of windows that pass through a state, [T][R]. */
  public final int[] count;

  /** State of a window, [T][R]. */
  public final int[] state;

  /**
   * The token of a window at each place, [T + 1][R]: its input in step t, its target in step t - 1.
   */
  public final int[] text;

  /** A tree for up to 64 windows with at most {@code numSteps} steps. */
  public PrefixTree(int numSteps) {
    this.numSteps = numSteps;
    states = new int[numSteps];
    parent = new int[numSteps * ROWS];
    token = new int[numSteps * ROWS];
    count = new int[numSteps * ROWS];
    state = new int[numSteps * ROWS];
    text = new int[(numSteps + 1) * ROWS];
  }

  /** The number of windows in the tile. */
  int windows() {
    return windows;
  }

  /** Whether a state of the previous step has more than one successor at step t, which is not 0. */
  boolean branches(int t) {
    return states[t] > states[t - 1];
  }

  /**
   * Takes windows that are sorted by their texts; equal beginnings share states.
   *
   * @param sorted starts of windows
   */
  public void share(int[] ids, int[] sorted, int from, int to) {
    take(ids, sorted, from, to);
    Arrays.fill(parts, 0);
    grow();
  }

  /** Takes windows in any order, each with states of its own. */
  public void separate(int[] ids, int[] order, int from, int to) {
    take(ids, order, from, to);
    Arrays.fill(parts, 1);
    grow();
  }

  /** Takes {@code sequences} sequences without tokens, each with states of its own. */
  public void separate(int sequences, int steps) {
    windows = sequences;
    for (int t = 0; t < steps; t++) {
      states[t] = sequences;
      for (int w = 0; w < sequences; w++) {
        parent[t * ROWS + w] = t == 0 ? 0 : w;
        state[t * ROWS + w] = w;
        count[t * ROWS + w] = 1;
      }
    }
  }

  private void take(int[] ids, int[] order, int from, int to) {
    windows = to - from;
    System.arraycopy(order, from, starts, 0, windows);
    for (int t = 0; t <= numSteps; t++) {
      int at = t * ROWS;
      for (int w = 0; w < windows; w++) {
        text[at + w] = ids[starts[w] + t];
      }
    }
  }

  /**
   * Builds the tree. There are no branches over windows, since their parting is as good as random.
   */
  private void grow() {
    parts[0] = 1;
    for (int t = 0; t < numSteps; t++) {
      part(t);
      int before = t == 0 ? 0 : states[t - 1];
      states[t] = state[t * ROWS + windows - 1] + 1;
      if (states[t] == before) {
        keepStates(t);
      } else {
        takeStates(t);
      }
    }
    Arrays.fill(parent, 0, ROWS, 0);
  }

  /** Finds the windows that part from the one before, and sets every window's state of step t. */
  private void part(int t) {
    int at = t * ROWS;
    for (int w = 1; w < windows; w++) {
      int differ = text[at + w] ^ text[at + w - 1];
      parts[w] |= (differ | -differ) >>> 31;
    }
    int last = -1;
    for (int w = 0; w < windows; w++) {
      last += parts[w];
      state[at + w] = last;
    }
  }

  /** Sets parent, token and count of the states of step t. The last window of each state wins. */
  private void takeStates(int t) {
    int at = t * ROWS;
    int before = t == 0 ? 0 : at - ROWS;
    for (int w = 0; w < windows; w++) {
      int s = state[at + w];
      parent[at + s] = state[before + w];
      token[at + s] = text[at + w];
      first[s + 1] = w + 1;
    }
    for (int s = 0; s < states[t]; s++) {
      count[at + s] = first[s + 1] - first[s];
    }
  }

  /**
   * Sets parent, token and count of the states of step t if no window has parted since step t - 1.
   */
  private void keepStates(int t) {
    int at = t * ROWS;
    System.arraycopy(count, at - ROWS, count, at, states[t]);
    for (int s = 0; s < states[t]; s++) {
      parent[at + s] = s;
      token[at + s] = text[at + first[s]];
    }
  }
}
