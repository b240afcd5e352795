package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.HeapSetting;
import java.io.IOException;

/** Allocates memory for a table's files, whose sizes a stranger may have chosen. */
public final class Memory {
  private Memory() {}

  /**
   * Allocates {@code size} bytes for a file.
   *
   * @throws IOException if the heap is too full: the file is out of reach, but may be whole
   */
  static byte[] bytes(int size) throws IOException {
    if (size > Runtime.getRuntime().maxMemory() / 2) {
      throw exceeded("it has " + size + " bytes, more than half of this process's memory");
    }
    try {
      return new byte[size];
    } catch (OutOfMemoryError e) {
      throw exceeded("there is no memory left for its " + size + " bytes");
    }
  }

  /** Returns the exception for a full heap. It adds how to enlarge the heap to {@code problem}. */
  public static IOException exceeded(String problem) {
    return new IOException(problem + "; " + HeapSetting.MEND);
  }
}
