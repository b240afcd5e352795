package io.github.lstmsweep.result.layout;

import java.io.IOException;

/**
 * Reports a path that leads out of the table, or to a link, a device or a pipe. A retry does not
 * help.
 */
public final class RefusedPathException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes one for {@code problem}, half a sentence. */
  public RefusedPathException(String problem) {
    super(problem);
  }
}
