package io.github.lstmsweep.sweep.proposal;

import java.util.List;

/**
 * The size of a proposed sweep.
 *
 * @param windows most training windows
 * @param epochs passes over them
 * @param hiddens sizes of the networks to compare
 */
record Size(int windows, int epochs, List<Object> hiddens) {
  /** For characters of a text. The largest size takes hours on two cores. */
  static final List<Size> OF_CHARACTERS =
      List.of(
          new Size(1_000_000, 30, List.of(128L, 256L, 512L)),
          new Size(200_000, 30, List.of(128L, 256L)),
          new Size(100_000, 30, List.of(64L, 128L)),
          new Size(50_000, 30, List.of(64L, 128L)),
          new Size(20_000, 30, List.of(32L, 64L, 128L)),
          new Size(20_000, 30, List.of(32L, 64L)),
          new Size(10_000, 20, List.of(16L, 32L)),
          new Size(5_000, 10, List.of(16L, 32L)),
          new Size(1_000, 10, List.of(8L, 16L)));

  /** For words: a text has few of them, and a network soon knows them by heart. */
  static final List<Size> OF_WORDS =
      List.of(
          new Size(1_000_000, 5, List.of(128L, 256L)),
          new Size(200_000, 5, List.of(64L, 128L)),
          new Size(100_000, 5, List.of(32L, 64L, 128L)),
          new Size(50_000, 5, List.of(32L, 64L)),
          new Size(20_000, 5, List.of(16L, 32L)),
          new Size(5_000, 5, List.of(16L, 32L)),
          new Size(1_000, 5, List.of(8L, 16L)));

  /** For the values of a time series. */
  static final List<Size> OF_VALUES =
      List.of(
          new Size(200_000, 100, List.of(32L, 64L, 128L)),
          new Size(50_000, 200, List.of(32L, 64L)),
          new Size(10_000, 200, List.of(16L, 32L, 64L)),
          new Size(1_000, 200, List.of(16L, 32L)),
          new Size(500, 100, List.of(8L, 16L)),
          new Size(100, 50, List.of(4L, 8L)));

  /**
   * Returns the sizes that suit a number of windows. A large network would learn a small text by
   * heart.
   */
  static List<Size> upTo(int windows, List<Size> sizes) {
    List<Size> suitable = sizes.stream().filter(size -> size.windows() / 2 <= windows).toList();
    return suitable.isEmpty() ? sizes.subList(sizes.size() - 1, sizes.size()) : suitable;
  }
}
