package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.cli.output.Sparkline;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * The characters and colors that a terminal can show.
 *
 * @param blocks whether it shows the block characters of Unicode
 * @param colors whether it shows colors and its user wants them
 */
record Look(boolean blocks, boolean colors) {
  private static final String FILLED = "\u2588";
  private static final String EMPTY = "\u2591";
  private static final String DOTS = "\u2026";

  /**
   * Decides by the environment and the encoding of the terminal. A user who sets {@code NO_COLOR}
   * wants no colors (no-color.org).
   */
  static Look of(Map<String, String> environment, Charset charset) {
    return new Look(
        charset.canEncode()
            && charset.newEncoder().canEncode(FILLED + EMPTY + Sparkline.BLOCKS + DOTS),
        environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** Whether a terminal can move its cursor, so that it can show a block at all. */
  static boolean canMoveTheCursor(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  /** Returns the part of a bar that is done. */
  String filled() {
    return blocks ? FILLED : "#";
  }

  /** Returns the rest of a bar. */
  String empty() {
    return blocks ? EMPTY : ".";
  }

  /** Returns the characters of a small chart, the lowest first; each is one UTF-16 unit. */
  String levels() {
    return blocks ? Sparkline.BLOCKS : Sparkline.ASCII;
  }

  /** Returns the end of a text that was cut. */
  String dots() {
    return blocks ? DOTS : "...";
  }
}
