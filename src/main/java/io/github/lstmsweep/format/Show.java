package io.github.lstmsweep.format;

import io.github.lstmsweep.trial.canonical.ShortestDecimal;
import java.util.Locale;

/** Formats numbers for people, equally in every locale. */
public final class Show {
  private static final String[] PREFIXES = {"", " k", " M", " G", " T", " P", " E"};

  private Show() {}

  /**
   * Formats a duration, for instance {@code 4.2 s}, {@code 3 min 20 s}, {@code 2 h 05 min} or
   * {@code 3 days}.
   */
  public static String seconds(double seconds) {
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, seconds < 9.995 ? "%.1f s" : "%.0f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 3_600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 48 * 60
        ? String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60)
        : String.format(Locale.ROOT, "%.0f days", seconds / 86_400);
  }

  /** Formats with a decimal prefix and three digits, for instance {@code 1.25 G}. */
  public static String scaled(double value) {
    int prefix = 0;
    double rest = value;
    while (Math.abs(rest) >= 999.5 && prefix < PREFIXES.length - 1) {
      rest /= 1_000;
      prefix++;
    }
    int decimals = prefix == 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", rest) + PREFIXES[prefix];
  }

  /** Formats with separated thousands, such as {@code 100,000}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Formats a count with its noun, such as {@code 1 trial} or {@code 2 trials}. */
  public static String counted(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** Formats a score, with four decimals below 100 as in tables of perplexities. */
  public static String score(double value) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    if (value != 0 && Math.abs(value) < 5e-5) {
      // Four decimals would show zero.
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%.6g", value);
  }

  /**
   * Formats a value as a specification has it, such as {@code 0.01}, {@code 1e6}, {@code inf} or
   * {@code lstm}. Null becomes a dash.
   */
  public static String parameter(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Double number ? ShortestDecimal.shown(number) : value.toString();
  }

  /** Returns a command line to type, with quotes if a shell needs them. */
  public static String command(String... words) {
    StringBuilder line = new StringBuilder(program());
    for (String word : words) {
      line.append(' ').append(isPlainWord(word) ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  /**
   * Returns the command that started this process's script, as the person typed it; on a cluster
   * including its master.
   */
  public static String program() {
    String submit = System.getProperty("spark.lstmsweep.command");
    if (submit != null) {
      return submit;
    }
    String program = System.getProperty("lstmsweep.command", "lstm-sweep");
    return isPlainWord(program) ? program : "'" + program + "'";
  }

  private static boolean isPlainWord(CharSequence word) {
    return word.toString().matches("[A-Za-z0-9_./:=@%+,-]+");
  }
}
