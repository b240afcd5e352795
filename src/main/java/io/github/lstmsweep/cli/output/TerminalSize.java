package io.github.lstmsweep.cli.output;

import java.util.OptionalInt;

/**
 * The size of the terminal that shows the standard output. The script that starts Java asks for it,
 * because that takes Java a process of its own.
 */
public final class TerminalSize {
  /** The system property that says whether the standard output is a terminal. */
  private static final String TERMINAL = "lstmsweep.terminal";

  /** The system property with the numbers of lines and columns, such as {@code 24 80}. */
  private static final String SIZE = "lstmsweep.size";

  private TerminalSize() {}

  /** Returns whether the standard output is a terminal. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /** Returns the columns; empty if they are not known or there is no terminal. */
  public static OptionalInt columns() {
    return number(1);
  }

  /** Returns the lines; empty if they are not known or there is no terminal. */
  public static OptionalInt lines() {
    return number(0);
  }

  private static OptionalInt number(int place) {
    String[] size = System.getProperty(SIZE, "").strip().split("\\s+", -1);
    // A terminal that does not know its size says 0.
    return isTerminal() && size.length == 2 && size[place].matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(size[place]))
        : OptionalInt.empty();
  }
}
