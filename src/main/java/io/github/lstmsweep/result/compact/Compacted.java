package io.github.lstmsweep.result.compact;

import java.util.EnumMap;
import java.util.Map;

/**
 * The result of a compaction.
 *
 * @param rows number of rows that moved out of one-row files
 * @param files number of new files that hold them
 * @param kept number of rows that still have their own file, by the reason
 */
public record Compacted(int rows, int files, Map<Kept, Integer> kept) {
  /** Copies the map. */
  public Compacted {
    Map<Kept, Integer> copy = new EnumMap<>(Kept.class);
    copy.putAll(kept);
    kept = copy;
  }

  /** Returns the number of rows that still have their own file. */
  public int singles() {
    return kept.values().stream().mapToInt(n -> n).sum();
  }

  /** Reasons why a row keeps its own file. */
  public enum Kept {
    /** A process is working on its trial and may publish it once more. */
    IN_WORK,
    /** The row is new: a different process may publish it once more. */
    YOUNG,
    /** The trial may be trained again. */
    UNDECIDED,
    /** The row is left for an audit. */
    UNREADABLE,
    /** A merged file would lose columns that this version does not know. */
    OTHER_COLUMNS,
    /** It is the only row left, so it already has its own file. */
    ALONE
  }
}
