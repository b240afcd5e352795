package io.github.lstmsweep.specification.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the specification spells them: {@code 30s}, {@code 30m}, {@code 8h}, {@code 1h30m}.
 */
public final class DurationText {
  public static final String NONE = "none";

  /** That is 114 years: a number of nanoseconds holds 292. */
  private static final Duration LONGEST = Duration.ofHours(1_000_000);

  public static final String BOUND =
      "a duration above 0 and at most "
          + LONGEST.toHours()
          + "h such as 30s, 30m, 8h or 1h30m, or none";

  private static final Pattern SHAPE =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private DurationText() {}

  /** Whether a duration is within {@link #BOUND}. */
  public static boolean accepts(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0;
  }

  /** The duration, or empty where {@code text} is none within the bound. */
  public static Optional<Duration> read(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofHours(part(m, 1)).plusMinutes(part(m, 2)).plusSeconds(part(m, 3)))
        .filter(DurationText::accepts);
  }

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
