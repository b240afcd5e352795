package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.UserException;
import java.time.Duration;

/**
 * How long a storage that fails is asked again, with pauses that double.
 *
 * @param limit from the first failure to giving up
 * @param first pause
 * @param longest pause
 */
public record Patience(Duration limit, Duration first, Duration longest) {
  /** Seconds, for executors and drivers alike. */
  public static final String PROPERTY = "lstmsweep.storage.patience";

  private static final Duration DEFAULT = Duration.ofSeconds(60);

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
