package io.github.lstmsweep.specification.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes durations as the specification spells them: {@code 30s}, {@code 30m}, {@code
 * 8h}, {@code 1h30m}.
 */
public final class DurationText {
  /** The word for no limit. */
  public static final String NONE = "none";

  /** The longest duration is 114 years; a long holds 292 years of nanoseconds. */
  private static final Duration LONGEST = Duration.ofHours(1_000_000);

  /** The bound in words, for "must be …". */
  public static final String BOUND =
      "a duration above 0 and at most "
          + LONGEST.toHours()
          + "h such as 30s, 30m, 8h or 1h30m, or none";

  /** The spelling of a duration; {@link #read} also checks its length. */
  public static final Pattern SHAPE =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private DurationText() {}

  /** Returns whether a duration is within {@link #BOUND}. */
  public static boolean accepts(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0;
  }

  /** Reads a duration; empty if {@code text} is not a duration within the bound. */
  public static Optional<Duration> read(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofHours(part(m, 1)).plusMinutes(part(m, 2)).plusSeconds(part(m, 3)))
        .filter(DurationText::accepts);
  }

  /** Writes a duration as {@link #read} takes it, in whole seconds. */
  public static String write(Duration d) {
    StringBuilder text = new StringBuilder();
    text.append(d.toHours() > 0 ? d.toHours() + "h" : "");
    text.append(d.toMinutesPart() > 0 ? d.toMinutesPart() + "m" : "");
    text.append(d.toSecondsPart() > 0 ? d.toSecondsPart() + "s" : "");
    return text.toString();
  }

  private static long part(Matcher m, int group) {
    return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
  }
}
