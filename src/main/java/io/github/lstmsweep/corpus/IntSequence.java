package io.github.lstmsweep.corpus;

import java.util.function.IntUnaryOperator;

/** Whole numbers from 0 on, in their order; nobody writes to them once they are made. */
public sealed interface IntSequence permits IntSequence.Plain, PackedInts {
  /** How many. */
  int length();

  /** The number at {@code place}. */
  int at(int place);

  /** An array that begins with the first {@code count} of them; not to be written to. */
  int[] first(int count);

  /** Each as {@code to} maps it, in as few bytes as that needs. */
  default IntSequence map(IntUnaryOperator to) {
    PackedInts.Builder mapped = new PackedInts.Builder();
    for (int place = 0; place < length(); place++) {
      mapped.add(to.applyAsInt(at(place)));
    }
    return mapped.build();
  }

  /** These numbers; not copied. */
  static IntSequence of(int... numbers) {
    return new Plain(numbers);
  }

  /**
   * An array, as the kernels read it.
   *
   * @param numbers not copied, never written to
   */
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
