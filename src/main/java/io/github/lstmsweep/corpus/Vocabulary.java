package io.github.lstmsweep.corpus;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The sorted distinct tokens together with {@code <unk>}. The id of a token is its place (d2l.ai,
 * chapter 9.2). The Time Machine has 28 if it is cut into characters.
 *
 * @param tokens sorted by code point, as Python sorts them
 */
public record Vocabulary(List<String> tokens) {
  /** Orders by code point: String's own order puts U+1F600 before U+FF01. */
  private static final Comparator<String> ORDER = Vocabulary::compare;

  /** The token that replaces every token that the vocabulary lacks. */
  public static final String UNKNOWN = "<unk>";

  /** Refuses tokens that are not sorted and distinct or that lack {@code <unk>}. */
  public Vocabulary {
    tokens = List.copyOf(tokens);
    if (!isSortedAndDistinct(tokens) || Collections.binarySearch(tokens, UNKNOWN, ORDER) < 0) {
      throw new IllegalArgumentException(
          "Cannot set a vocabulary to " + tokens + ": must be sorted, distinct and have <unk>");
    }
  }

  /** Returns the vocabulary of these tokens, which may repeat and come in any order. */
  public static Vocabulary of(Iterable<String> text) {
    NavigableSet<String> distinct = new TreeSet<>(ORDER);
    text.forEach(distinct::add);
    distinct.add(UNKNOWN);
    return new Vocabulary(List.copyOf(distinct));
  }

  private static int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Surrogate pairs stand for code points above those of all single units.
        boolean aIsHalf = Character.isSurrogate(a);
        return aIsHalf == Character.isSurrogate(b) ? Character.compare(a, b) : aIsHalf ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static boolean isSortedAndDistinct(List<String> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (compare(tokens.get(i - 1), tokens.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of tokens, including {@code <unk>}. */
  public int size() {
    return tokens.size();
  }

  /** Returns the token of {@code id}. */
  public String token(int id) {
    return tokens.get(id);
  }

  /** Returns the id of {@code token}, or that of {@code <unk>} if it is missing. */
  public int id(String token) {
    int found = Collections.binarySearch(tokens, token, ORDER);
    return found >= 0 ? found : Collections.binarySearch(tokens, UNKNOWN, ORDER);
  }
}
