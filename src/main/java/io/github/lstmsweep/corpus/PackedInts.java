package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Whole numbers in as few bytes as they need. A text of a gigabyte has a billion characters. Its
 * ids take one gigabyte here and four as an {@code int[]}.
 *
 * <p>The numbers lie in chunks, so that no long array is needed while their count is unknown. A
 * chunk is a {@code byte[]}, {@code char[]} or {@code int[]}, depending on its largest number.
 */
final class PackedInts implements IntSequence {
  private static final int BITS = 16;
  private static final int CHUNK = 1 << BITS;
  private static final int FEW = 1 << 8;

  private final List<Object> chunks;
  private final int length;

  private PackedInts(List<Object> chunks, int length) {
    this.chunks = chunks;
    this.length = length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int at(int place) {
    return at(chunks.get(place >>> BITS), place & (CHUNK - 1));
  }

  @Override
  public int[] first(int count) {
    if (count > length) {
      throw new IllegalArgumentException(
          "Cannot take " + count + " numbers: must be at most " + length);
    }
    int[] numbers = new int[count];
    for (int place = 0; place < count; place++) {
      numbers[place] = at(place);
    }
    return numbers;
  }

  private static int at(Object chunk, int place) {
    return chunk instanceof byte[] bytes
        ? bytes[place] & 0xff
        : chunk instanceof char[] chars ? chars[place] : ((int[]) chunk)[place];
  }

  private static Object packed(int[] numbers, int count) {
    int all = 0;
    for (int i = 0; i < count; i++) {
      all |= numbers[i];
    }
    if (all >>> Byte.SIZE == 0) {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) numbers[i];
      }
      return bytes;
    }
    if (all >>> Character.SIZE == 0) {
      char[] chars = new char[count];
      for (int i = 0; i < count; i++) {
        chars[i] = (char) numbers[i];
      }
      return chars;
    }
    int[] ints = new int[count];
    System.arraycopy(numbers, 0, ints, 0, count);
    return ints;
  }

  /** Takes numbers one by one. */
  static final class Builder {
    private final List<Object> chunks = new ArrayList<>();
    // The prefix of a sample has few numbers and is cut for every trial.
    private int[] open = new int[FEW];
    private int filled;
    private long length;

    void add(int number) {
      if (filled == open.length) {
        open = Arrays.copyOf(open, Math.min(CHUNK, 2 * open.length));
      }
      open[filled++] = number;
      if (filled == CHUNK) {
        close();
      }
    }

    private void close() {
      chunks.add(packed(open, filled));
      length += filled;
      filled = 0;
    }

    PackedInts build() {
      close();
      return new PackedInts(chunks, Math.toIntExact(length));
    }

    /**
     * Maps each number with {@code to}. Each chunk replaces its original at once, to save memory.
     */
    PackedInts build(IntUnaryOperator to) {
      close();
      for (int c = 0; c < chunks.size(); c++) {
        int count = (int) Math.min(CHUNK, length - ((long) c << BITS));
        for (int i = 0; i < count; i++) {
          open[i] = to.applyAsInt(at(chunks.get(c), i));
        }
        chunks.set(c, packed(open, count));
      }
      return new PackedInts(chunks, Math.toIntExact(length));
    }
  }
}
