package io.github.lstmsweep.nn;

import java.util.Arrays;

/**
 * The windows of a corpus in the order of their texts. It sorts those of a minibatch without
 * looking at tokens. It is built by prefix doubling (Karp, Miller and Rosenberg 1972; Manber and
 * Myers 1993). The rank of 2k tokens is that of the pair of ranks of k tokens.
 */
public final class WindowOrder {
  private final int[] sorted; // place in the order -> start
  private final int[] place; // start -> place in the order
  private final long[] marks;

  /** Orders these windows by text, and equal texts by their start. */
  public WindowOrder(TokenWindows all) {
    int numSteps = all.numSteps();
    int windows = all.count();
    int[] rank = Arrays.copyOf(all.ids(), windows + numSteps - 1);
    int length = 1;
    int[] order = new int[0];
    while (length < numSteps) {
      // The last doubling overlaps: numSteps need not be a power of two.
      int shift = Math.min(length, numSteps - length);
      length += shift;
      int n = windows + numSteps - length;
      order = sortedByPair(rank, shift, n);
      rank = ranks(rank, shift, order, n);
    }
    if (numSteps == 1) {
      order = sortedByPair(rank, 0, windows);
    }
    sorted = order;
    place = new int[windows];
    for (int i = 0; i < windows; i++) {
      place[sorted[i]] = i;
    }
    marks = new long[(windows + 63) / 64];
  }

  /** Sorts these starts, all different, by their texts. */
  public void sort(int[] starts, int from, int to, int[] out) {
    for (int i = from; i < to; i++) {
      int p = place[starts[i]];
      marks[p >>> 6] |= 1L << p;
    }
    int next = 0;
    for (int word = 0; word < marks.length; word++) {
      for (long bits = marks[word]; bits != 0; bits &= bits - 1) {
        out[next++] = sorted[(word << 6) + Long.numberOfTrailingZeros(bits)];
      }
      marks[word] = 0;
    }
  }

  /**
   * Sorts positions 0 to n - 1 by (rank[i], rank[i + shift], i), with two stable counting sorts.
   */
  private static int[] sortedByPair(int[] rank, int shift, int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    return countingSort(countingSort(order, rank, shift), rank, 0);
  }

  private static int[] countingSort(int[] order, int[] rank, int shift) {
    int largest = 0;
    for (int i : order) {
      largest = Math.max(largest, rank[i + shift]);
    }
    int[] starts = new int[largest + 2];
    for (int i : order) {
      starts[rank[i + shift] + 1]++;
    }
    for (int k = 1; k < starts.length; k++) {
      starts[k] += starts[k - 1];
    }
    int[] out = new int[order.length];
    for (int i : order) {
      out[starts[rank[i + shift]]++] = i;
    }
    return out;
  }

  private static int[] ranks(int[] rank, int shift, int[] order, int n) {
    int[] next = new int[n];
    int r = 0;
    for (int i = 1; i < n; i++) {
      int a = order[i - 1];
      int b = order[i];
      if (rank[a] != rank[b] || rank[a + shift] != rank[b + shift]) {
        r++;
      }
      next[b] = r;
    }
    return next;
  }
}
