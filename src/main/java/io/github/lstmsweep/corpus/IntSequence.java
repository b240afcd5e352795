package io.github.lstmsweep.corpus;

import java.util.function.IntUnaryOperator;

/** A sequence of whole numbers from 0 on. It never changes once it is made. */
public sealed interface IntSequence permits IntSequence.Plain, PackedInts {
  /** Returns how many numbers there are. */
  int length();

  /** Returns the number at {@code place}. */
  int at(int place);

  /**
   * Returns an array that begins with the first {@code count} numbers. The caller must not write to
   * it.
   */
  int[] first(int count);

  /** Returns each number as {@code to} maps it, in as few bytes as possible. */
  default IntSequence map(IntUnaryOperator to) {
    PackedInts.Builder mapped = new PackedInts.Builder();
    for (int place = 0; place < length(); place++) {
      mapped.add(to.applyAsInt(at(place)));
    }
    return mapped.build();
  }

  /** Returns a sequence of these numbers, without a copy. */
  static IntSequence of(int... numbers) {
    return new Plain(numbers);
  }

  /** An {@code int[]}, which the kernels read directly. */
  // Never compared or used as a key.
  @SuppressWarnings("ArrayRecordComponent")
  record Plain(int[] numbers) implements IntSequence {
    @Override
    public int length() {
      return numbers.length;
    }

    @Override
    public int at(int place) {
      return numbers[place];
    }

    @Override
    public int[] first(int count) {
      if (count > numbers.length) {
        throw new IllegalArgumentException(
            "Cannot take " + count + " numbers: must be at most " + numbers.length);
      }
      return numbers;
    }
  }
}
