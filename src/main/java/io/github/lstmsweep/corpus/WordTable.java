package io.github.lstmsweep.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers words in UTF-8 in the order in which each first appears. A known word creates no object,
 * because a long text has a hundred million words.
 */
final class WordTable {
  private static final int FREE = -1;
  private static final int SPREAD = 0x9e3779b9;

  private byte[] letters = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private int[] slots = new int[1 << 10];
  private int count;

  WordTable() {
    Arrays.fill(slots, FREE);
  }

  /** Returns the number of the word in the first {@code length} bytes. */
  int number(byte[] word, int length) {
    int slot = slot(word, 0, length);
    if (slots[slot] == FREE) {
      slots[slot] = append(word, length);
      if (2 * count > slots.length) {
        grow();
      }
      return count - 1;
    }
    return slots[slot];
  }

  /** Returns all words in the order of their numbers. */
  List<String> words() {
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(new String(letters, start(i), ends[i] - start(i), StandardCharsets.UTF_8));
    }
    return words;
  }

  private int append(byte[] word, int length) {
    int from = start(count);
    if (letters.length - from < length) {
      letters = Arrays.copyOf(letters, larger(letters.length, from + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(word, 0, letters, from, length);
    ends[count] = from + length;
    return count++;
  }

  /**
   * Returns at least {@code least}, doubling if possible, and at most the largest length of an
   * array.
   */
  static int larger(int now, int least) {
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(least, 2L * now));
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Returns the slot of the word, or the free slot for it. */
  private int slot(byte[] word, int from, int to) {
    int slot = hash(word, from, to) & (slots.length - 1);
    while (slots[slot] != FREE
        && !Arrays.equals(word, from, to, letters, start(slots[slot]), ends[slots[slot]])) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static int hash(byte[] word, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + word[i];
    }
    hash *= SPREAD;
    return hash ^ hash >>> 15;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    Arrays.fill(slots, FREE);
    for (int number = 0; number < count; number++) {
      slots[slot(letters, start(number), ends[number])] = number;
    }
  }
}
