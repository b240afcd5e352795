package io.github.lstmsweep.result;

import java.io.IOException;

/** Reads what Parquet made of bytes that are all here. */
final class Decoding {
  private Decoding() {}

  /** Something that is read. */
  @FunctionalInterface
  interface Step<T> {
    T read() throws IOException;
  }

  /**
   * Runs {@code step}. Parquet tells broken bytes in many ways: every one means that the bytes are
   * not what was published, and none that the storage is away.
   */
  static <T> T of(Step<T> step) throws CorruptFileException {
    try {
      return step.read();
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CorruptFileException(Reason.of(e), e);
    } catch (StackOverflowError e) {
      // A schema is read by a method that calls itself, once a level.
      throw new CorruptFileException("its columns are nested too deeply", e);
    }
  }
}
