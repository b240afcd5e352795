package io.github.lstmsweep.result;

import io.github.lstmsweep.result.storage.CorruptFileException;

/** A test.json from anywhere. */
public final class TestResultFuzz {
  private TestResultFuzz() {}

  /** What is taken is equal when written again. */
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
