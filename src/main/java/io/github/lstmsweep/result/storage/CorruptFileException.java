package io.github.lstmsweep.result.storage;

import java.io.IOException;

/**
 * A file was read, and its bytes are not what was published under its name. A storage that cannot
 * be read throws any other {@link IOException}.
 */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptFileException(String problem) {
    super(problem);
  }

  public CorruptFileException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** For a file of more bytes than any of its kind has. */
  static CorruptFileException tooLarge(long bytes, long mostBytes) {
    return new CorruptFileException("it has " + bytes + " bytes, must have at most " + mostBytes);
  }
}
