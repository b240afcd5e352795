package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Deletes files that killed processes left in a table. */
public final class Leftovers {
  /*
   * A table may come from a stranger, and its folder may hold files that this software did not
   * write. So only names of our own kinds are deleted, and no link is followed.
   *
   * If a trial has its row, its temporary files are useless to every process. Any other temporary
   * file may still be in use. A publication takes seconds; a day leaves room for machines that
   * slept.
   */
  private static final Duration OLD = Duration.ofDays(1);

  private final Storage storage;

  /** Makes the cleaner of the table in {@code storage}. */
  public Leftovers(Storage storage) {
    this.storage = storage;
  }

  /** Deletes all leftovers that no process can be using. */
  public void clearAway(Set<TrialId> finished) throws IOException {
    for (String folder : List.of(Layout.TRIALS, Layout.MODELS)) {
      deleteOld(folder, name -> name.startsWith(Layout.PROBE));
    }
    Set<String> settled = finished.stream().map(Layout::scratch).collect(Collectors.toSet());
    for (String name : storage.names(Layout.ATTEMPTS)) {
      String path = Layout.ATTEMPTS + "/" + name;
      if (Layout.scratchOf(name).isPresent() && storage.kind(path) == Storage.Kind.FOLDER) {
        if (settled.contains(path)) {
          clear(path);
        }
        // Markers are counted, even old ones, so they stay.
        deleteOld(path, Layout::isTemporary);
        storage.delete(path);
      }
    }
    deleteOld(
        Layout.ATTEMPTS,
        name ->
            Layout.isTemporary(name) || name.startsWith(Layout.CLOCK) || Acquittals.isRecord(name));
  }

  /** Deletes the scratch folder of a trial that has its row. */
  public void clear(String scratch) throws IOException {
    List<String> names =
        storage.names(scratch).stream()
            .filter(name -> Layout.isTemporary(name) || Claims.isMarker(name))
            .toList();
    for (String name : names) {
      storage.delete(scratch + "/" + name);
    }
    if (!names.isEmpty()) {
      storage.delete(scratch);
    }
  }

  /**
   * Deletes temporary files in the scratch folder of a trial that has its row. A process that
   * stalled there can then publish no second row.
   */
  public void clearTemporaries(String scratch) throws IOException {
    for (String name : storage.names(scratch)) {
      if (Layout.isTemporary(name)) {
        storage.delete(scratch + "/" + name);
      }
    }
  }

  /**
   * Deletes files whose name matches {@code names} and that were written more than a day ago, by
   * the storage's own clock.
   */
  public void deleteOld(String folder, Predicate<String> names) throws IOException {
    List<String> files =
        storage.names(folder).stream().filter(names).map(name -> folder + "/" + name).toList();
    if (files.isEmpty()) {
      return;
    }
    Instant limit = StorageClock.now(storage).minus(OLD);
    for (String file : files) {
      if (storage.kind(file) == Storage.Kind.FILE && storage.writtenAt(file).isBefore(limit)) {
        storage.delete(file);
      }
    }
  }
}
