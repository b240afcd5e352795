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
 * Finds files of many rows whose manifest is gone or corrupt. Such a file is sealed, is named by
 * its bytes, and has the ids of its trials. So no row is lost with a manifest. Thread-safe.
 */
final class LostManifests {
  /*
   * A file among the rows had a manifest before it came there, and no one-row file of its rows was
   * left.
   *
   * A hidden file without a manifest has one of two origins. A killed process left it, and its rows
   * still have one-row files. Or its manifest is corrupt, and some of those one-row files may be
   * deleted already. So a hidden file counts only if there is a corrupt manifest and the file has a
   * row that is nowhere else.
   */
  private final Storage storage;
  private final Map<String, Optional<Set<TrialId>>> known = new ConcurrentHashMap<>();

  LostManifests(Storage storage) {
    this.storage = storage;
  }

  /**
   * Returns the readable files of one listing that have no manifest.
   *
   * @param rows the file names in the folder of rows
   * @param compacted the file names in the folder of manifests
   * @param manifests the manifests of that listing
   * @param files the files that have their manifest
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
   * Returns the files among the rows that have no manifest and whose bytes do not match their name.
   * The values say why, by path.
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

  /** Returns the trials of a file; empty if its bytes do not match its name. */
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
