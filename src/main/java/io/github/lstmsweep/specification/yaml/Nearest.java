package io.github.lstmsweep.specification.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a user probably meant. */
public final class Nearest {
  private Nearest() {}

  /** Returns "one of …; did you mean …?" for a word that is not in {@code known}. */
  public static String bound(String word, Collection<String> known) {
    return "one of "
        + String.join(", ", known)
        + Nearest.to(word, known).map(n -> "; did you mean " + n + "?").orElse("");
  }

  /** Returns the names that resemble {@code word}, nearest first; empty if none does. */
  public static List<String> all(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    Comparator<String> nearest = Comparator.comparingInt(name -> distance(lower, name));
    return word.length() > 64
        ? List.of()
        : known.stream()
            .filter(
                name ->
                    distance(lower, name) <= Math.max(1, name.length() / 3)
                        || (lower.length() > 2 && name.contains(lower)))
            .sorted(nearest.thenComparing(name -> name))
            .toList();
  }

  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > 64) {
      return Optional.empty();
    }
    Optional<String> other = OtherNames.of(word, known);
    if (other.isPresent()) {
      return other;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    Optional<String> close =
        known.stream()
            .min(Comparator.comparingInt(name -> distance(lower, name)))
            .filter(name -> distance(lower, name) <= Math.max(1, name.length() / 3));
    return close.isPresent()
        ? close
        : known.stream().filter(n -> lower.length() > 2 && n.contains(lower)).findFirst();
  }

  /**
   * Returns the number of edits from {@code a} to {@code b}. An edit inserts, deletes or replaces a
   * character or swaps two neighbours (Damerau 1964, each place edited once).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
