package io.github.lstmsweep.train.baseline;

import java.util.Arrays;

/** Counts how often n-grams of up to three tokens occur in a text. */
final class NGramCounts {
  /** Bits of a token's id; three ids fit into a long. */
  private static final int BITS = 16;

  private static final long TOKEN = (1L << BITS) - 1;

  // Distinct and sorted, so that those with one history are adjacent. A table for every history
  // would need many times the memory.
  private final long[] grams;
  // Number of occurrences before each n-gram; has one more element than there are n-grams.
  private final int[] before;

  /**
   * Counts n-grams.
   *
   * @param occurrences every n-gram as often as it occurs, in any order; sorted here
   */
  private NGramCounts(long[] occurrences) {
    Arrays.sort(occurrences);
    int n = occurrences.length;
    long[] distinct = new long[n];
    int[] places = new int[n + 1];
    int found = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || occurrences[i] != occurrences[i - 1]) {
        distinct[found] = occurrences[i];
        places[found++] = i;
      }
    }
    places[found] = n;
    this.grams = Arrays.copyOf(distinct, found);
    this.before = Arrays.copyOf(places, found + 1);
  }

  /** Counts the sequences of {@code order} consecutive tokens among the first {@code tokens}. */
  static NGramCounts of(int[] ids, int tokens, int order) {
    long[] occurrences = new long[Math.max(0, tokens - order + 1)];
    for (int i = 0; i < occurrences.length; i++) {
      occurrences[i] = gram(ids, i + order - 1, order);
    }
    return new NGramCounts(occurrences);
  }

  /**
   * Counts the n-grams without their first token. Each counts once for every different token before
   * it.
   *
   * @param order of the n-grams counted here
   */
  NGramCounts continuations(int order) {
    long kept = (1L << (BITS * (order - 1))) - 1;
    return new NGramCounts(Arrays.stream(grams).map(gram -> gram & kept).toArray());
  }

  /** Packs the {@code order} tokens that end at {@code place}, the first in the highest bits. */
  static long gram(int[] ids, int place, int order) {
    long gram = 0;
    for (int i = place - order + 1; i <= place; i++) {
      if (ids[i] > TOKEN) {
        throw new IllegalArgumentException(
            "Cannot count token " + ids[i] + ": must be at most " + TOKEN);
      }
      gram = (gram << BITS) | ids[i];
    }
    return gram;
  }

  /** Returns all tokens except the last. */
  static long history(long gram) {
    return gram >>> BITS;
  }

  /** Returns how often this n-gram occurs. */
  int count(long gram) {
    return occurrences(gram, gram + 1);
  }

  /** Returns how many n-grams begin with this history. */
  int total(long history) {
    return occurrences(history << BITS, (history + 1) << BITS);
  }

  /** Returns how many different n-grams begin with this history. */
  int types(long history) {
    return at((history + 1) << BITS) - at(history << BITS);
  }

  /** Returns how many different n-grams occur {@code times} times. */
  int withCount(int times) {
    int found = 0;
    for (int i = 0; i < grams.length; i++) {
      found += before[i + 1] - before[i] == times ? 1 : 0;
    }
    return found;
  }

  private int occurrences(long from, long to) {
    return before[at(to)] - before[at(from)];
  }

  /** Returns the place of the first n-gram that is not below this one. */
  private int at(long gram) {
    int found = Arrays.binarySearch(grams, gram);
    return found >= 0 ? found : -found - 1;
  }
}
