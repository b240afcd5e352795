package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.io.IOException;

/** Reads what Parquet made of bytes that are all here. */
public final class Decoding {
  private Decoding() {}

  /** Something that is read. */
  @FunctionalInterface
  public interface Step<T> {
    T read() throws IOException;
  }

  /**
   * Runs {@code step}. Parquet tells broken bytes in many ways: every one means that the bytes are
   * not what was published, and none that the storage is away.
   */
  public static <T> T of(Step<T> step) throws CorruptFileException {
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
