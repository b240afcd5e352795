package io.github.lstmsweep.result.compact;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a compaction did.
 *
 * @param rows that were single files and are none any more
 * @param files that have them now
 * @param kept rows that are still files of their own, by the reason why
 */
public record Compacted(int rows, int files, Map<Kept, Integer> kept) {
  /** Keeps its own copy. */
  public Compacted {
    Map<Kept, Integer> copy = new EnumMap<>(Kept.class);
    copy.putAll(kept);
    kept = copy;
  }

  /** Rows that are still files of their own. */
  public int singles() {
    return kept.values().stream().mapToInt(n -> n).sum();
  }

  /** Why a row stays a file of its own. */
  public enum Kept {
    /** A process has its trial in work, and may publish it once more. */
    IN_WORK("a process has their trials in work; `compact` takes them when it has ended"),
    /** Another process may publish it once more. */
    YOUNG("written in the last 90 seconds; `compact` takes them after that"),
    /** It may be trained again. */
    UNDECIDED("neither OK nor DIVERGED; `run --retry` may train them again"),
    /** It is for an audit. */
    UNREADABLE("cannot be read; `audit` says why"),
    /** Its other columns would be lost. */
    OTHER_COLUMNS("written by a newer lstm-sweep, which has columns that this one does not know"),
    /** One row is a file of its own already. */
    ALONE("no second row to put together with");

    private final String reason;

    Kept(String reason) {
      this.reason = reason;
    }

    /** For people, after their count. */
    public String reason() {
      return reason;
    }
  }
}
