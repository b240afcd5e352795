package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;

/** Reads numbers of the command line and checks their bounds. */
public final class NumberText {
  private NumberText() {}

  /**
   * Reads a whole number from {@code from} to {@code to}, both included.
   *
   * @throws UserException if {@code typed} is no such number
   */
  public static long whole(String option, String typed, long from, long to) {
    try {
      long number = Long.parseLong(typed);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw cannotSet(option, typed, "a whole number from " + from + " to " + to);
  }

  /**
   * Reads a finite number above 0.
   *
   * @throws UserException if {@code typed} is no such number
   */
  public static double positive(String option, String typed) {
    try {
      double number = Double.parseDouble(typed);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw cannotSet(option, typed, "a finite number above 0");
  }

  private static UserException cannotSet(String option, String typed, String bound) {
    return UserException.badInput("Cannot set " + option + " to " + typed + ": must be " + bound);
  }
}
