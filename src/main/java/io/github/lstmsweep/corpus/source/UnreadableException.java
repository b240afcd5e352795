package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.util.Locale;

/** Says in words for people why a corpus cannot be read. */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a reason such as {@code must be a regular file}. */
  public UnreadableException(String reason) {
    super(reason);
  }

  /** Returns the exception for a file with more than {@code most} bytes. */
  public static UnreadableException longerThan(long most) {
    return new UnreadableException(String.format(Locale.ROOT, "must be at most %,d bytes", most));
  }

  /**
   * Returns an exception as one line. An {@code UnreadableException} is for people, so its message
   * is enough. Any other exception is shown with its class and message.
   */
  public static String reason(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip();
    String line = message.lines().findFirst().orElse("");
    if (e instanceof UnreadableException) {
      return line;
    }
    return e.getClass().getSimpleName() + (line.isEmpty() ? "" : ": " + line);
  }
}
