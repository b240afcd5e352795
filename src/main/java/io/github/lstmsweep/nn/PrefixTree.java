package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import java.util.Arrays;

/**
 * Which states the windows of a tile share. Every window starts from the zero state, so windows
 * that begin with the same tokens have the same states until they part: step t has a state for
 * every distinct prefix of t + 1 tokens, and as windows come sorted by their text, the states of a
 * prefix lie side by side and parents ascend.
 */
final class PrefixTree {
  private final int numSteps;
  private final int[] starts = new int[ROWS];
  private final int[] common = new int[ROWS]; // tokens that a window shares with the one before
  private int windows;

  /** States of each step. */
  final int[] states;

  /** Row of a state's previous state, [T][R]; all 0 in the first step: the zero state. */
  final int[] parent;

  /** Token that a state has read last, [T][R]. */
  final int[] token;

  /** Windows that pass through a state, [T][R]. */
  final int[] count;

  /** State of a window, [T][R]. */
  final int[] state;

  /** Token that a window has next, [T][R]. */
  final int[] target;

  PrefixTree(int numSteps) {
    this.numSteps = numSteps;
    states = new int[numSteps];
    parent = new int[numSteps * ROWS];
    token = new int[numSteps * ROWS];
    count = new int[numSteps * ROWS];
    state = new int[numSteps * ROWS];
    target = new int[numSteps * ROWS];
  }

  /** Windows of the tile. */
  int windows() {
    return windows;
  }

  /**
   * Takes windows in the order of their texts.
   *
   * @param sorted starts of windows
   */
  void share(int[] ids, int[] sorted, int from, int to) {
    take(ids, sorted, from, to);
    common[0] = 0;
    for (int w = 1; w < windows; w++) {
      int a = starts[w - 1];
      int b = starts[w];
      int n = 0;
      while (n < numSteps && ids[a + n] == ids[b + n]) {
        n++;
      }
      common[w] = n;
    }
    grow();
  }

  /** Takes windows in any order, each with states of its own. */
  void separate(int[] ids, int[] order, int from, int to) {
    take(ids, order, from, to);
    Arrays.fill(common, 0);
    grow();
  }

  /** Takes so many sequences without tokens, each with states of its own. */
  void separate(int sequences, int steps) {
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
    for (int w = 0; w < windows; w++) {
      int start = order[from + w];
      starts[w] = start;
      for (int t = 0; t < numSteps; t++) {
        target[t * ROWS + w] = ids[start + t + 1];
        token[t * ROWS + w] = ids[start + t]; // grow() moves those that stay down, in place
      }
    }
  }

  /** Without branches: which windows part is as good as random. */
  private void grow() {
    for (int t = 0; t < numSteps; t++) {
      int at = t * ROWS;
      int before = t == 0 ? 0 : at - ROWS;
      int last = -1;
      int windowsOfLast = 0;
      for (int w = 0; w < windows; w++) {
        int parts = (common[w] - t - 1) >>> 31; // 1 where common[w] <= t
        last += parts;
        windowsOfLast = windowsOfLast * (1 - parts) + 1;
        parent[at + last] = state[before + w];
        token[at + last] = token[at + w];
        count[at + last] = windowsOfLast;
        state[at + w] = last;
      }
      states[t] = last + 1;
    }
    Arrays.fill(parent, 0, ROWS, 0);
  }
}
