package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.util.Locale;

/** Why a corpus cannot be read, in words for people. */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The reason, such as {@code must be a regular file}. */
  public UnreadableException(String reason) {
    super(reason);
  }

  /** A file that has more bytes than it may have. */
  public static UnreadableException longerThan(long most) {
    return new UnreadableException(String.format(Locale.ROOT, "must be at most %,d bytes", most));
  }

  /**
   * An exception in one line: the message of an {@code UnreadableException}, which is for people;
   * the class and the message of any other.
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
