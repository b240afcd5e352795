package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;

/** Reads arbitrary bytes as a manifest under the name that fits them. */
public final class ManifestFuzz {
  private ManifestFuzz() {}

  /**
   * Returns whether {@code input} is accepted. An accepted manifest must name only files of the
   * table, and be equal after it is written and read again.
   */
  public static boolean takes(byte[] input) {
    Manifest manifest;
    try {
      manifest = Manifest.read(Layout.manifest(RowsDigest.of(input)), input);
    } catch (CorruptFileException e) {
      return false;
    }
    requireDigest(manifest.file());
    requireDigest(manifest.replaces());
    for (TrialId id : manifest.ids()) {
      Layout.row(id);
    }
    Manifest again;
    try {
      again = Manifest.read(manifest.path(), manifest.bytes());
    } catch (CorruptFileException e) {
      throw new AssertionError(manifest + " cannot be read again", e);
    }
    if (!again.equals(manifest)) {
      throw new AssertionError(manifest + " was read again as " + again);
    }
    return true;
  }

  /** Fails if the digest is malformed, because a path is made of it. */
  private static void requireDigest(Optional<RowsDigest> digest) {
    if (digest.isPresent() && !digest.get().hex().matches("[0-9a-f]{32}")) {
      throw new AssertionError("no digest: " + digest.get());
    }
  }
}
