package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The files of several rows that compaction has made, by their manifests. A manifest never changes,
 * so each is read once. Thread-safe.
 */
final class CompactedRows {
  /** Nobody compacts a table so often, but in the time of some reads. */
  private static final int MOST_LOOKS = 100;

  private final Storage storage;
  private final Map<String, Manifest> known = new ConcurrentHashMap<>();

  CompactedRows(Storage storage) {
    this.storage = storage;
  }

  /**
   * A file of rows that nothing replaces.
   *
   * @param digest names it
   * @param path where it lies: among the rows, or hidden while single files of its rows are there
   * @param ids the trials whose rows it has
   */
  record File(String digest, String path, Set<TrialId> ids) {
    boolean isHidden() {
      return path.equals(Layout.hiddenRows(digest));
    }
  }

  /**
   * All of them, by digest. A listing is not made in one moment: it may have a manifest and lack an
   * older one, so that only two alike are believed. A file that is nowhere has been replaced since
   * the look, which is taken again; or, where nothing has changed at the second look, somebody has
   * deleted it.
   */
  List<File> files() throws IOException {
    Set<String> names = new HashSet<>(storage.names(Layout.COMPACTED));
    if (names.isEmpty()) {
      return new ArrayList<>();
    }
    for (int look = 1; ; look++) {
      Map<String, File> files = new TreeMap<>();
      boolean isAnyNowhere = look(names, files);
      Set<String> again = new HashSet<>(storage.names(Layout.COMPACTED));
      boolean isSame =
          isAnyNowhere ? again.equals(names) : manifestsOf(again).equals(manifestsOf(names));
      if (isSame || look == MOST_LOOKS) {
        return new ArrayList<>(files.values());
      }
      names = again;
    }
  }

  private static Set<String> manifestsOf(Set<String> names) {
    return names.stream().filter(Layout::isManifest).collect(Collectors.toSet());
  }

  /** Adds what is there; whether something is not. */
  private boolean look(Set<String> names, Map<String, File> files) throws IOException {
    Collection<Manifest> manifests = manifests(names);
    Set<String> replaced = replaced(manifests);
    boolean isAnyNowhere = false;
    for (Manifest manifest : manifests) {
      if (manifest.file().isPresent() && !replaced.contains(manifest.file().get())) {
        String digest = manifest.file().get();
        String hidden = Layout.hiddenRows(digest);
        boolean isHidden = names.contains(Layout.name(hidden));
        String path = isHidden ? hidden : Layout.rows(digest);
        if (isHidden || storage.kind(path) == Storage.Kind.FILE) {
          files.put(digest, new File(digest, path, manifest.ids()));
        } else {
          isAnyNowhere = true;
        }
      }
    }
    return isAnyNowhere;
  }

  /** The file of every trial whose row is in one. */
  Map<TrialId, File> byTrial() throws IOException {
    Map<TrialId, File> files = new HashMap<>();
    for (File file : files()) {
      file.ids().forEach(id -> files.putIfAbsent(id, file));
    }
    return files;
  }

  /** Whether a trial's row is in one of them; where no manifest has it, no file is looked for. */
  boolean has(TrialId id) throws IOException {
    Set<String> names = new HashSet<>(storage.names(Layout.COMPACTED));
    if (names.isEmpty()) {
      return false;
    }
    if (manifests(names).stream().noneMatch(manifest -> manifest.ids().contains(id))
        && manifestsOf(new HashSet<>(storage.names(Layout.COMPACTED))).equals(manifestsOf(names))) {
      return false;
    }
    return files().stream().anyMatch(file -> file.ids().contains(id));
  }

  /** The digests of files that others stand for. */
  Set<String> replaced() throws IOException {
    return replaced(manifests(storage.names(Layout.COMPACTED)));
  }

  /** The digests of files that a manifest names, replaced or not. */
  Set<String> named() throws IOException {
    Set<String> named = new HashSet<>();
    manifests(storage.names(Layout.COMPACTED)).forEach(m -> m.file().ifPresent(named::add));
    return named;
  }

  /** The bytes of a file, wherever it lies by now. */
  byte[] read(String digest) throws IOException {
    // It may leave the hidden place between the first look and the second.
    for (String path : List.of(Layout.rows(digest), Layout.hiddenRows(digest))) {
      try {
        return storage.read(path);
      } catch (NoSuchFileException | FileNotFoundException e) {
        // In the other place.
      }
    }
    return storage.read(Layout.rows(digest));
  }

  private static Set<String> replaced(Collection<Manifest> manifests) {
    Set<String> replaced = new HashSet<>();
    manifests.forEach(manifest -> manifest.replaces().ifPresent(replaced::add));
    return replaced;
  }

  private Collection<Manifest> manifests(Collection<String> names) throws IOException {
    Map<String, Manifest> manifests = new TreeMap<>();
    for (String name : names) {
      if (Layout.isManifest(name)) {
        Manifest manifest = known.get(name);
        if (manifest == null) {
          String path = Layout.COMPACTED + "/" + name;
          manifest = Manifest.read(path, storage.read(path));
          known.put(name, manifest);
        }
        manifests.put(name, manifest);
      }
    }
    return manifests.values();
  }
}
