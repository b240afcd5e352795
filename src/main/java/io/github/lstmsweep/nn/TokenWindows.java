package io.github.lstmsweep.nn;

/**
 * The windows of a corpus that a model sees. They start at 0 to {@code count - 1}. Each reads
 * {@code numSteps} tokens and predicts the next token after each of them.
 *
 * @param ids the corpus; not copied, never written to
 * @param numSteps tokens in one window
 * @param count windows
 */
// Never compared or used as a key: the kernels read the array itself.
@SuppressWarnings("ArrayRecordComponent")
public record TokenWindows(int[] ids, int numSteps, int count) {
  /** Refuses windows that reach beyond the corpus. */
  public TokenWindows {
    if (numSteps < 1 || count < 1 || (long) count + numSteps > ids.length) {
      throw new IllegalArgumentException(
          "Cannot take %d windows of %d tokens: must fit a corpus of %d"
              .formatted(count, numSteps, ids.length));
    }
  }
}
