package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What processes left in a table that were killed while they published. */
final class Leftovers {
  /*
   * A temporary file of a trial that has its row is of use to nobody, whoever wrote it. Any other
   * one may be at work in another process: a publication takes seconds, and a day leaves room for
   * clocks that differ and for machines that slept.
   */
  private static final Duration OLD = Duration.ofDays(1);

  private final Storage storage;

  Leftovers(Storage storage) {
    this.storage = storage;
  }

  /** Deletes all of it that nobody can be at work with. */
  void clearAway(Set<TrialId> finished) throws IOException {
    for (String folder : List.of(Layout.TRIALS, Layout.MODELS)) {
      deleteOld(folder, name -> name.startsWith(Layout.PROBE));
    }
    Set<String> settled = finished.stream().map(Layout::scratch).collect(Collectors.toSet());
    for (String name : storage.names(Layout.ATTEMPTS)) {
      String path = Layout.ATTEMPTS + "/" + name;
      if (storage.kind(path) == Storage.Kind.FOLDER) {
        if (settled.contains(path)) {
          clear(path);
        }
        // Markers are counted, however old.
        deleteOld(path, file -> !Claims.isMarker(file));
        storage.delete(path);
      }
    }
    deleteOld(Layout.ATTEMPTS, file -> true);
  }

  /** Deletes the scratch folder of a trial that has its row. */
  void clear(String scratch) throws IOException {
    List<String> names = storage.names(scratch);
    for (String name : names) {
      storage.delete(scratch + "/" + name);
    }
    if (!names.isEmpty()) {
      storage.delete(scratch);
    }
  }

  /** Deletes the files of these names that were written more than a day ago. */
  void deleteOld(String folder, Predicate<String> names) throws IOException {
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
