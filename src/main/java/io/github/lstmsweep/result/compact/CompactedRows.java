package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
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
 * so each is read once. Files whose manifest is gone or corrupt are found by their own rows ({@link
 * LostManifests}). Thread-safe.
 */
public final class CompactedRows {
  /** Nobody compacts a table so often, but in the time of some reads. */
  private static final int MOST_LOOKS = 100;

  private final Storage storage;
  private final LostManifests lost;
  private final Map<String, Manifest> known = new ConcurrentHashMap<>();

  public CompactedRows(Storage storage) {
    this.storage = storage;
    this.lost = new LostManifests(storage);
  }

  /**
   * A file of rows that nothing replaces.
   *
   * @param digest names it
   * @param path where it lies: among the rows, or hidden while single files of its rows are there
   * @param ids the trials whose rows it has
   */
  public record File(RowsDigest digest, String path, Set<TrialId> ids) {
    boolean isHidden() {
      return path.equals(Layout.hiddenRows(digest));
    }
  }

  /**
   * The manifests of a listing.
   *
   * @param whole those that are what was written
   * @param corrupt why each of the others is not, by its path
   */
  record Manifests(Collection<Manifest> whole, Map<String, String> corrupt) {
    Set<RowsDigest> named() {
      Set<RowsDigest> named = new HashSet<>();
      whole.forEach(m -> m.file().ifPresent(named::add));
      return named;
    }

    Set<RowsDigest> replaced() {
      Set<RowsDigest> replaced = new HashSet<>();
      whole.forEach(m -> m.replaces().ifPresent(replaced::add));
      return replaced;
    }
  }

  /**
   * All of them, by digest. A listing is not made in one moment: it may have a manifest and lack an
   * older one, so that only two alike are believed. A file that is nowhere has been replaced since
   * the look, which is taken again; or, where nothing has changed at the second look, somebody has
   * deleted it.
   */
  public List<File> files() throws IOException {
    // The rows first: a file appears among them after its manifest, so that none seems to lack it.
    Set<String> rows = new HashSet<>(storage.names(Layout.TRIALS));
    Set<String> names = new HashSet<>(storage.names(Layout.COMPACTED));
    if (names.isEmpty() && rows.stream().allMatch(name -> Layout.digest(name).isEmpty())) {
      return new ArrayList<>();
    }
    for (int look = 1; ; look++) {
      Map<RowsDigest, File> files = new TreeMap<>();
      Manifests manifests = manifests(names);
      boolean isAnyNowhere = look(names, manifests, files);
      lost.files(rows, names, manifests, files.values()).forEach(f -> files.put(f.digest(), f));
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
  private boolean look(Set<String> names, Manifests manifests, Map<RowsDigest, File> files)
      throws IOException {
    Set<RowsDigest> replaced = manifests.replaced();
    boolean isAnyNowhere = false;
    for (Manifest manifest : manifests.whole()) {
      if (manifest.file().isPresent() && !replaced.contains(manifest.file().get())) {
        RowsDigest digest = manifest.file().get();
        String hidden = Layout.hiddenRows(digest);
        boolean isHidden = names.contains(Layout.name(hidden));
        String path = isHidden ? hidden : Layout.rows(digest);
        if (isHidden || storage.kind(path) != Storage.Kind.ABSENT) {
          files.put(digest, new File(digest, path, manifest.ids()));
        } else {
          isAnyNowhere = true;
        }
      }
    }
    return isAnyNowhere;
  }

  /** The file of every trial whose row is in one. */
  public Map<TrialId, File> byTrial() throws IOException {
    Map<TrialId, File> files = new HashMap<>();
    for (File file : files()) {
      file.ids().forEach(id -> files.putIfAbsent(id, file));
    }
    return files;
  }

  /** Whether a trial's row is in one of them; where no manifest has it, no file is looked for. */
  public boolean has(TrialId id) throws IOException {
    Set<String> names = new HashSet<>(storage.names(Layout.COMPACTED));
    if (names.isEmpty()) {
      return false;
    }
    if (manifests(names).whole().stream().noneMatch(manifest -> manifest.ids().contains(id))
        && manifestsOf(new HashSet<>(storage.names(Layout.COMPACTED))).equals(manifestsOf(names))) {
      return false;
    }
    return files().stream().anyMatch(file -> file.ids().contains(id));
  }

  /** The manifests that are there now. */
  Manifests manifests() throws IOException {
    return manifests(storage.names(Layout.COMPACTED));
  }

  /** The bytes of a file, wherever it lies by now. */
  public byte[] read(RowsDigest digest) throws IOException {
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

  private Manifests manifests(Collection<String> names) throws IOException {
    Map<String, Manifest> manifests = new TreeMap<>();
    Map<String, String> corrupt = new TreeMap<>();
    for (String name : names) {
      if (Layout.isManifest(name)) {
        String path = Layout.COMPACTED + "/" + name;
        try {
          manifests.put(name, manifest(name, path));
        } catch (CorruptFileException e) {
          corrupt.put(path, Reason.of(e));
        } catch (NoSuchFileException | FileNotFoundException e) {
          // Set aside since it was listed.
        }
      }
    }
    return new Manifests(manifests.values(), corrupt);
  }

  private Manifest manifest(String name, String path) throws IOException {
    Manifest manifest = known.get(name);
    if (manifest == null) {
      manifest = Manifest.read(path, storage.read(path));
      known.put(name, manifest);
    }
    return manifest;
  }
}
