package io.github.lstmsweep.fuzz;

/**
 * Gives one input to a reader of the product. A reader that throws what it does not document, or
 * that reads something else than was written, makes the target throw.
 */
@FunctionalInterface
public interface Target {
  /** Whether the reader took {@code input}; false where it refused it as it documents. */
  boolean takes(byte[] input) throws Exception;
}
