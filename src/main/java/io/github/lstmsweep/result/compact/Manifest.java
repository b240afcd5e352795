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
 * What a compaction did: which file has the rows of which trials, and which older file that one
 * stands for. Its name is the hash of its text, so that no two differ under one name, and one that
 * was changed is known.
 *
 * @param file the digest of the file of rows; empty where none is left
 * @param replaces the digest of a file whose rows are these, or were withdrawn; empty where the
 *     rows were single files
 * @param ids the trials whose rows the file has, in order
 */
public record Manifest(Optional<RowsDigest> file, Optional<RowsDigest> replaces, Set<TrialId> ids) {
  private static final String KIND = "lstm-sweep manifest 1";
  private static final String NONE = "-";
  private static final int HEAD = 3;

  /** Keeps its own copy. */
  public Manifest {
    Set<String> hex = new TreeSet<>();
    ids.forEach(id -> hex.add(id.hex()));
    Set<TrialId> sorted = new LinkedHashSet<>();
    hex.forEach(id -> sorted.add(new TrialId(id)));
    ids = sorted;
  }

  /** Where it lies. */
  String path() {
    return Layout.manifest(RowsDigest.of(bytes()));
  }

  /** As text: its kind, the two files, and an id a line. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(KIND);
    text.append("\nfile ").append(file.map(RowsDigest::hex).orElse(NONE));
    text.append("\nreplaces ").append(replaces.map(RowsDigest::hex).orElse(NONE)).append('\n');
    ids.forEach(id -> text.append(id.hex()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @param path where it lies
   * @throws CorruptFileException where it is not what was written under that name
   */
  static Manifest read(String path, byte[] bytes) throws CorruptFileException {
    if (!path.equals(Layout.manifest(RowsDigest.of(bytes)))) {
      throw new CorruptFileException(path + " is not what was written under its name");
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < HEAD || !lines.get(0).equals(KIND)) {
      throw new CorruptFileException(path + " is of another version, or no manifest");
    }
    // Its name is a hash without a key, so that anybody can make one that fits.
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
