package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.io.IOException;

/** Runs Parquet's code on bytes that are all in memory. */
public final class Decoding {
  private Decoding() {}

  /** A step that reads something. */
  @FunctionalInterface
  public interface Step<T> {
    /** Reads it and returns the result. */
    T read() throws IOException;
  }

  /**
   * Runs {@code step} and returns its result. Parquet reports broken bytes in many ways. Each of
   * them means that the bytes are not what was published, and never that the storage is away.
   *
   * @throws CorruptFileException if the step fails
   */
  public static <T> T of(Step<T> step) throws CorruptFileException {
    try {
      return step.read();
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CorruptFileException(Reason.of(e), e);
    } catch (StackOverflowError e) {
      // Parquet reads a schema recursively, with one call per level.
      throw new CorruptFileException("its columns are nested too deeply", e);
    }
  }
}
