package io.github.lstmsweep.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
final class Nearest {
  private Nearest() {}

  /** "must be one of …; did you mean …?" for a word that is none of {@code known}. */
  static String bound(String word, Collection<String> known) {
    return "one of "
        + String.join(", ", known)
        + Nearest.to(word, known).map(n -> "; did you mean " + n + "?").orElse("");
  }

  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > 64) {
      return Optional.empty();
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

  /** Edits from {@code a} to {@code b}: insert, delete, replace (Levenshtein 1966). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
