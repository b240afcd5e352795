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

/** What processes left in a table that were killed while they published. */
public final class Leftovers {
  /*
   * A table may come from a stranger, and a folder of it may hold files that no process of this
   * software wrote. So only names of our own kinds are deleted, and no link is followed.
   *
   * A temporary file of a trial that has its row is of use to nobody, whoever wrote it. Any other
   * one may be at work in another process: a publication takes seconds, and a day leaves room for
   * clocks that differ and for machines that slept.
   */
  private static final Duration OLD = Duration.ofDays(1);

  private final Storage storage;

  public Leftovers(Storage storage) {
    this.storage = storage;
  }

  /** Deletes all of it that nobody can be at work with. */
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
        // Markers are counted, however old.
        deleteOld(path, Layout::isTemporary);
        storage.delete(path);
      }
    }
    deleteOld(
        Layout.ATTEMPTS,
        name ->
            Layout.isTemporary(name)
                || name.startsWith(Layout.CLOCK)
                || name.startsWith(Acquittals.PREFIX));
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
   * Deletes what is being written in the scratch folder of a trial that has its row: a process that
   * stood still there can publish no second one.
   */
  public void clearTemporaries(String scratch) throws IOException {
    for (String name : storage.names(scratch)) {
      if (Layout.isTemporary(name)) {
        storage.delete(scratch + "/" + name);
      }
    }
  }

  /** Deletes the files of these names that were written more than a day ago. */
  public void deleteOld(String folder, Predicate<String> names) throws IOException {
    Instant limit = Instant.now().minus(OLD);
    for (String name : storage.names(folder)) {
      String file = folder + "/" + name;
      if (names.test(name)
          && storage.kind(file) == Storage.Kind.FILE
          && storage.writtenAt(file).isBefore(limit)) {
        storage.delete(file);
      }
    }
  }
}
