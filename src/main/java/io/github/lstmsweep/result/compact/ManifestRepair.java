package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites manifests that are gone or corrupt. Only the process that has the turn to compact may
 * use it.
 */
public final class ManifestRepair {
  private final Storage storage;
  private final CompactedRows compacted;
  private final Quarantine quarantine;

  /** Makes the repair of the table in {@code storage}. */
  public ManifestRepair(Storage storage, CompactedRows compacted) {
    this.storage = storage;
    this.compacted = compacted;
    this.quarantine = new Quarantine(storage);
  }

  /** Lists the damage and changes nothing. */
  public List<TableDamage> damage() throws IOException {
    Set<String> rows = new HashSet<>(storage.names(Layout.TRIALS));
    CompactedRows.Manifests manifests = compacted.manifests();
    List<TableDamage> damage = new ArrayList<>();
    manifests
        .corrupt()
        .forEach(
            (path, reason) ->
                damage.add(
                    new TableDamage(
                        path,
                        reason,
                        "the next run sets it aside and writes it again, and no row is lost")));
    if (manifests.corrupt().isEmpty()) {
      withoutManifest(manifests)
          .forEach(
              file ->
                  damage.add(
                      new TableDamage(
                          file.path(),
                          "it has no manifest",
                          "the next run writes one, and no row is lost")));
    }
    new LostManifests(storage)
        .unreadable(rows, manifests)
        .forEach(
            (path, reason) ->
                damage.add(
                    new TableDamage(
                        path, reason, "the next run sets it aside and trains its trials again")));
    return damage;
  }

  private List<CompactedRows.File> withoutManifest(CompactedRows.Manifests manifests)
      throws IOException {
    Set<RowsDigest> named = manifests.named();
    return compacted.files().stream().filter(file -> !named.contains(file.digest())).toList();
  }

  /**
   * Repairs all damage: each file gets a manifest, then the corrupt manifests are set aside.
   *
   * @return one line for each file that was set aside
   */
  public List<String> mend() throws IOException {
    Set<String> rows = new HashSet<>(storage.names(Layout.TRIALS));
    CompactedRows.Manifests manifests = compacted.manifests();
    // The order matters: while a corrupt manifest exists, hidden files without a manifest count.
    // The new manifest may have its name.
    for (CompactedRows.File file : withoutManifest(manifests)) {
      Manifest manifest = new Manifest(Optional.of(file.digest()), Optional.empty(), file.ids());
      storage.replace(manifest.path(), Layout.ATTEMPTS, manifest.bytes());
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> corrupt : compacted.manifests().corrupt().entrySet()) {
      lines.addAll(quarantine.set(corrupt.getKey(), corrupt.getValue()));
    }
    for (Map.Entry<String, String> corrupt :
        new LostManifests(storage).unreadable(rows, manifests).entrySet()) {
      lines.addAll(quarantine.set(corrupt.getKey(), corrupt.getValue()));
    }
    return lines;
  }
}
