package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.UserException;
import java.time.Duration;

/**
 * The time for which a failing storage is retried, with pauses that double.
 *
 * @param limit the time from the first failure to giving up
 * @param first the first pause
 * @param longest the longest pause
 */
public record Patience(Duration limit, Duration first, Duration longest) {
  /** Property with the limit in seconds, for executors and drivers alike. */
  public static final String PROPERTY = "lstmsweep.storage.patience";

  private static final Duration DEFAULT = Duration.ofSeconds(60);

  /**
   * Returns the patience that {@code settings} set, by default 60 s.
   *
   * @throws UserException if the property is not a whole number of seconds
   */
  public static Patience of(StorageSettings settings) {
    String seconds = settings.properties().getOrDefault(PROPERTY, "" + DEFAULT.toSeconds());
    if (!seconds.matches("[0-9]{1,6}")) {
      throw UserException.badInput(
          "Cannot set " + PROPERTY + " to " + seconds + ": must be a whole number of seconds");
    }
    return new Patience(
        Duration.ofSeconds(Long.parseLong(seconds)),
        Duration.ofMillis(100),
        Duration.ofSeconds(10));
  }
}
