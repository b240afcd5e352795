package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records one step of a compaction: the file, the trials whose rows it has, and the older file that
 * it replaces. Its name is the hash of its text. So two different manifests never share a name, and
 * a changed one is detected.
 *
 * @param file the digest of the file of rows; empty if no rows are left
 * @param replaces the digest of a file that had these rows, or from which rows were withdrawn;
 *     empty if the rows were one-row files
 * @param ids the trials whose rows the file has, in order
 */
public record Manifest(Optional<RowsDigest> file, Optional<RowsDigest> replaces, Set<TrialId> ids) {
  private static final String KIND = "lstm-sweep manifest 1";
  private static final String NONE = "-";
  private static final int HEAD = 3;

  /** Copies and sorts the ids. */
  public Manifest {
    Set<String> hex = new TreeSet<>();
    ids.forEach(id -> hex.add(id.hex()));
    Set<TrialId> sorted = new LinkedHashSet<>();
    hex.forEach(id -> sorted.add(new TrialId(id)));
    ids = sorted;
  }

  /** Returns the manifest's path, relative to the table. */
  String path() {
    return Layout.manifest(RowsDigest.of(bytes()));
  }

  /** Returns the manifest as UTF-8 text: its kind, the two files, then one id per line. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(KIND);
    text.append("\nfile ").append(file.map(RowsDigest::hex).orElse(NONE));
    text.append("\nreplaces ").append(replaces.map(RowsDigest::hex).orElse(NONE)).append('\n');
    ids.forEach(id -> text.append(id.hex()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a manifest.
   *
   * @param path its path, relative to the table
   * @throws CorruptFileException if it is not what was written under that name
   */
  static Manifest read(String path, byte[] bytes) throws CorruptFileException {
    if (!path.equals(Layout.manifest(RowsDigest.of(bytes)))) {
      throw new CorruptFileException(path + " is not what was written under its name");
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < HEAD || !lines.get(0).equals(KIND)) {
      throw new CorruptFileException(path + " is of another version, or no manifest");
    }
    // Its name is a hash without a key, so anybody can make a manifest that fits its name.
    try {
      Set<TrialId> ids = new LinkedHashSet<>();
      lines.subList(HEAD, lines.size()).forEach(line -> ids.add(new TrialId(line)));
      return new Manifest(digest("file", lines.get(1)), digest("replaces", lines.get(2)), ids);
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException(path + " is no manifest: " + Reason.of(e), e);
    }
  }

  private static Optional<RowsDigest> digest(String key, String line) {
    String value = line.startsWith(key + " ") ? line.substring(key.length() + 1) : "";
    return value.equals(NONE) ? Optional.empty() : Optional.of(new RowsDigest(value));
  }
}
