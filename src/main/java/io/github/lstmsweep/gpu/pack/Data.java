package io.github.lstmsweep.gpu.pack;

import java.util.Arrays;

/**
 * The data that the windows of a pack are cut from: the tokens of a text, or the numbers of a
 * series by moment.
 */
// Never compared or used as a key.
@SuppressWarnings("ArrayRecordComponent")
public record Data(int[] ids, float[] values) {
  @Override
  public boolean equals(Object o) {
    return o instanceof Data other
        && (ids == other.ids || Arrays.equals(ids, other.ids))
        && (values == other.values || Arrays.equals(values, other.values));
  }

  @Override
  public int hashCode() {
    return 31 * ids.length + values.length;
  }
}
