package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Files of several rows whose manifest is gone or corrupt. Such a file is sealed and named by its
 * bytes, and it has the ids of its trials, so that no row is lost with a manifest. Thread-safe.
 */
final class LostManifests {
  /*
   * A file among the rows had a manifest before it came there, and no single file of its rows was
   * left. A hidden file without one is either what a killed process left, whose rows are single
   * files still; or its manifest is corrupt, and single files of its rows may be deleted already.
   * So a hidden file counts only beside a corrupt manifest, and only if it has a row that is nowhere
   * else.
   */
  private final Storage storage;
  private final Map<String, Optional<Set<TrialId>>> known = new ConcurrentHashMap<>();

  LostManifests(Storage storage) {
    this.storage = storage;
  }

  /**
   * Those of a listing that can be read.
   *
   * @param rows the names among the rows
   * @param compacted the names beside the manifests
   * @param manifests of that listing
   * @param files those that have their manifest
   */
  List<CompactedRows.File> files(
      Set<String> rows,
      Set<String> compacted,
      CompactedRows.Manifests manifests,
      Collection<CompactedRows.File> files)
      throws IOException {
    Set<RowsDigest> told = told(manifests);
    Set<TrialId> found = found(rows, files);
    List<CompactedRows.File> lost = new ArrayList<>();
    for (RowsDigest digest : untold(rows, told)) {
      String path = Layout.rows(digest);
      ids(digest, path).ifPresent(ids -> lost.add(new CompactedRows.File(digest, path, ids)));
    }
    lost.forEach(file -> found.addAll(file.ids()));
    if (!manifests.corrupt().isEmpty()) {
      for (RowsDigest digest : untold(compacted, told)) {
        String path = Layout.hiddenRows(digest);
        Optional<Set<TrialId>> ids = ids(digest, path);
        if (ids.isPresent() && !found.containsAll(ids.get())) {
          lost.add(new CompactedRows.File(digest, path, ids.get()));
          found.addAll(ids.get());
        }
      }
    }
    return lost;
  }

  /**
   * Files among the rows with such a name and no manifest, whose bytes are others: why, by path.
   */
  Map<String, String> unreadable(Set<String> rows, CompactedRows.Manifests manifests)
      throws IOException {
    Map<String, String> unreadable = new TreeMap<>();
    for (RowsDigest digest : untold(rows, told(manifests))) {
      String path = Layout.rows(digest);
      if (ids(digest, path).isEmpty() && storage.kind(path) != Storage.Kind.ABSENT) {
        unreadable.put(path, "it has no manifest, and its bytes are not those of its name");
      }
    }
    return unreadable;
  }

  private static Set<RowsDigest> told(CompactedRows.Manifests manifests) {
    Set<RowsDigest> told = manifests.named();
    told.addAll(manifests.replaced());
    return told;
  }

  private static List<RowsDigest> untold(Set<String> names, Set<RowsDigest> told) {
    return names.stream()
        .flatMap(name -> Layout.digest(name).stream())
        .filter(digest -> !told.contains(digest))
        .sorted()
        .toList();
  }

  private static Set<TrialId> found(Set<String> rows, Collection<CompactedRows.File> files) {
    Set<TrialId> found =
        rows.stream()
            .flatMap(name -> Layout.trial(name).stream())
            .collect(Collectors.toCollection(HashSet::new));
    files.forEach(file -> found.addAll(file.ids()));
    return found;
  }

  /** The trials of a file; empty where it is not what its name says. */
  private Optional<Set<TrialId>> ids(RowsDigest digest, String path) throws IOException {
    Optional<Set<TrialId>> ids = known.get(path);
    if (ids == null) {
      try {
        byte[] bytes = storage.read(path);
        ids =
            digest.equals(RowsDigest.of(bytes))
                ? Optional.of(MultiRowFile.ids(bytes))
                : Optional.empty();
      } catch (NoSuchFileException | FileNotFoundException e) {
        return Optional.empty();
      } catch (CorruptFileException e) {
        ids = Optional.empty();
      }
      known.put(path, ids);
    }
    return ids;
  }
}
