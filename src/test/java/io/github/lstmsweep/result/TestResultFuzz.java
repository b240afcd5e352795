package io.github.lstmsweep.result;

import io.github.lstmsweep.result.storage.CorruptFileException;

/** Reads arbitrary bytes as a test.json. */
public final class TestResultFuzz {
  private TestResultFuzz() {}

  /**
   * Returns whether {@code input} is accepted. An accepted result must be equal after it is written
   * and read again.
   */
  public static boolean takes(byte[] input) {
    TestResult result;
    try {
      result = TestResult.read(input);
    } catch (CorruptFileException e) {
      return false;
    }
    TestResult again;
    try {
      again = TestResult.read(result.json());
    } catch (CorruptFileException e) {
      throw new AssertionError(result + " cannot be read again", e);
    }
    if (!again.equals(result)) {
      throw new AssertionError(result + " was read again as " + again);
    }
    return true;
  }
}
