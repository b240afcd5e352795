package io.github.lstmsweep.corpus;

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
}
