package io.github.lstmsweep.result.paused;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The paused trials of a table, as they were a moment ago. Thousands of trials ask before each part
 * of their training, so a listing serves many of them. The longer it takes, the longer it serves.
 */
public final class RecentPauses {
  /** The age of the oldest listing in units of the time that it took. */
  private static final int LONGEST_AGE = 20;

  private final Storage storage;
  private Map<TrialId, Integer> most = Map.of();
  private long took;
  private long listedAt;
  private boolean isListed;

  /** Makes this for the storage of one table. */
  public RecentPauses(Storage storage) {
    this.storage = storage;
  }

  /** Returns the most epochs after which a trial was paused; 0 if it was not. */
  synchronized int most(TrialId id) throws IOException {
    if (!isListed || System.nanoTime() - listedAt > LONGEST_AGE * took) {
      list();
    }
    return most.getOrDefault(id, 0);
  }

  private void list() throws IOException {
    long begin = System.nanoTime();
    Map<TrialId, Integer> listed = new HashMap<>();
    for (String name : storage.names(Layout.PAUSED)) {
      Layout.pausedRow(name)
          .ifPresent(pause -> listed.merge(pause.id(), pause.epochs(), Math::max));
    }
    most = listed;
    listedAt = begin;
    took = System.nanoTime() - begin;
    isListed = true;
  }
}
