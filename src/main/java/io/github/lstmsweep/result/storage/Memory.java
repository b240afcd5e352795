package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.HeapSetting;
import java.io.IOException;

/** Room in the heap for a table's files, whose sizes a stranger may have chosen. */
public final class Memory {
  private Memory() {}

  /**
   * Room for a file.
   *
   * @throws IOException where the heap has none: the file is out of reach, and may be whole
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

  public static IOException exceeded(String problem) {
    return new IOException(problem + "; " + HeapSetting.MEND);
  }
}
