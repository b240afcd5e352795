package io.github.lstmsweep.fuzz;

/**
 * Passes one input to a reader of the product. The target throws if the reader throws an
 * undocumented exception, or reads something different from the input.
 */
@FunctionalInterface
public interface Target {
  /**
   * Returns true if the reader accepted {@code input}, and false if it refused it as documented.
   */
  boolean takes(byte[] input) throws Exception;
}
