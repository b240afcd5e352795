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
 * Finds the files of many rows through their manifests. A manifest never changes, so each is read
 * once. If a manifest is gone or corrupt, {@link LostManifests} finds the file by its own rows.
 * Thread-safe.
 */
public final class CompactedRows {
  /** Limit of repeated listings. No table is compacted this often during a few reads. */
  private static final int MOST_LOOKS = 100;

  private final Storage storage;
  private final LostManifests lost;
  private final Map<String, Manifest> known = new ConcurrentHashMap<>();

  /** Finds the files of many rows in {@code storage}. */
  public CompactedRows(Storage storage) {
    this.storage = storage;
    this.lost = new LostManifests(storage);
  }

  /**
   * A file of many rows that no later file replaces.
   *
   * @param digest the digest that names it
   * @param path its place: among the rows, or hidden while one-row files of its rows exist
   * @param ids the trials whose rows it has
   */
  public record File(RowsDigest digest, String path, Set<TrialId> ids) {
    boolean isHidden() {
      return path.equals(Layout.hiddenRows(digest));
    }
  }

  /**
   * The manifests in one listing.
   *
   * @param whole the manifests that are what was written
   * @param corrupt the reason for each corrupt manifest, by its path
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
   * Returns all files of many rows, by digest. A listing is not atomic: it may show a manifest and
   * miss an older one. So it counts only when two listings in a row agree. A file that is nowhere
   * was replaced since the listing, which is then repeated. If nothing has changed by then, the
   * file was deleted.
   */
  public List<File> files() throws IOException {
    // List the rows first. A file appears among them after its manifest, so no file seems to lack
    // one.
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

  /** Adds the files that exist and returns whether one does not exist anywhere. */
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

  /** Returns the file for every trial whose row is in a file of many rows. */
  public Map<TrialId, File> byTrial() throws IOException {
    Map<TrialId, File> files = new HashMap<>();
    for (File file : files()) {
      file.ids().forEach(id -> files.putIfAbsent(id, file));
    }
    return files;
  }

  /**
   * Returns whether a trial's row is in a file of many rows. If no manifest lists it, no file is
   * looked up.
   */
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

  /** Returns the manifests that exist now. */
  Manifests manifests() throws IOException {
    return manifests(storage.names(Layout.COMPACTED));
  }

  /** Returns the bytes of a file, wherever it is by now. */
  public byte[] read(RowsDigest digest) throws IOException {
    // The file may leave its hidden place between the first look and the second.
    for (String path : List.of(Layout.rows(digest), Layout.hiddenRows(digest))) {
      try {
        return storage.read(path);
      } catch (NoSuchFileException | FileNotFoundException e) {
        // It is in the other place.
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
          // The manifest was set aside since it was listed.
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
