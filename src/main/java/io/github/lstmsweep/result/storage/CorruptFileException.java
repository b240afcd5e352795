package io.github.lstmsweep.result.storage;

import java.io.IOException;

/**
 * Reports a file whose bytes are not what was published under its name. A storage that cannot be
 * read throws any other {@link IOException}.
 */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes one for {@code problem}, half a sentence. */
  public CorruptFileException(String problem) {
    super(problem);
  }

  /** Makes one for {@code problem}, half a sentence, with its cause. */
  public CorruptFileException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** Returns the exception for a file that is larger than its kind allows. */
  static CorruptFileException tooLarge(long bytes, long mostBytes) {
    return new CorruptFileException("it has " + bytes + " bytes, must have at most " + mostBytes);
  }
}
