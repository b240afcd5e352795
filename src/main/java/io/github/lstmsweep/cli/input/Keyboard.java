package io.github.lstmsweep.cli.input;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** Finds the person at the terminal. */
public final class Keyboard {
  /**
   * The system property that says whether a person can type. The script that starts Java sets it,
   * as Java itself cannot tell.
   */
  private static final String PROPERTY = "lstmsweep.keyboard";

  private Keyboard() {}

  /** Returns the lines that a person types; empty if there is nobody. */
  public static Optional<BufferedReader> lines() {
    return Boolean.getBoolean(PROPERTY)
        ? Optional.of(
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())))
        : Optional.empty();
  }
}
