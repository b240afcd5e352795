package io.github.lstmsweep.result.layout;

import java.io.IOException;

/**
 * A path leads out of the table, or to what no table has: a link, a device, a pipe. No second try
 * mends it.
 */
public final class RefusedPathException extends IOException {
  private static final long serialVersionUID = 1L;

  public RefusedPathException(String problem) {
    super(problem);
  }
}
