package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;

/** Numbers of the command line that have bounds. */
public final class NumberText {
  private NumberText() {}

  public static long whole(String option, String typed, long from, long to) {
    try {
      long number = Long.parseLong(typed);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw cannotSet(option, typed, "a whole number from " + from + " to " + to);
  }

  public static double positive(String option, String typed) {
    try {
      double number = Double.parseDouble(typed);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw cannotSet(option, typed, "a finite number above 0");
  }

  private static UserException cannotSet(String option, String typed, String bound) {
    return UserException.badInput("Cannot set " + option + " to " + typed + ": must be " + bound);
  }
}
