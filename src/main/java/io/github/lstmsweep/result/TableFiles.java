package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.compact.ManifestRepair;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads, writes and repairs the files that belong to the table itself: specification, test score,
 * manifests.
 */
final class TableFiles {
  static final String MENDS_SPECIFICATION =
      "the next run with the specification that made the table writes it again";

  private final Storage storage;
  private final ManifestRepair manifests;

  TableFiles(Storage storage, CompactedRows compacted) {
    this.storage = storage;
    this.manifests = new ManifestRepair(storage, compacted);
  }

  /**
   * Returns the text of the specification; empty if there is none.
   *
   * @throws CorruptFileException if the file is not what was written
   */
  Optional<String> specification() throws IOException {
    Optional<byte[]> bytes = read(Layout.SPECIFICATION);
    return bytes.isPresent() ? Optional.of(TextSeal.open(bytes.get())) : Optional.empty();
  }

  /** Writes the specification, unless there is one. */
  void publishSpecification(String text) throws IOException {
    storage.publish(Layout.SPECIFICATION, Layout.ATTEMPTS, TextSeal.seal(text));
  }

  /** Writes the specification and replaces the existing one. */
  void replaceSpecification(String text) throws IOException {
    storage.replace(Layout.SPECIFICATION, Layout.ATTEMPTS, TextSeal.seal(text));
  }

  /**
   * Returns the test score of the best trial; empty if it has not been measured.
   *
   * @throws CorruptFileException if the file is not what was written
   */
  Optional<TestResult> testResult() throws IOException {
    Optional<byte[]> bytes = read(Layout.TEST);
    return bytes.isPresent() ? Optional.of(TestResult.read(bytes.get())) : Optional.empty();
  }

  private Optional<byte[]> read(String path) throws IOException {
    if (storage.kind(path) == Storage.Kind.ABSENT) {
      return Optional.empty();
    }
    try {
      return Optional.of(storage.read(path));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Lists the corrupt files and changes nothing. */
  List<TableDamage> damage() throws IOException {
    List<TableDamage> damage = new ArrayList<>(manifests.damage());
    corruptTestResult().ifPresent(damage::add);
    try {
      specification();
    } catch (CorruptFileException e) {
      damage.add(new TableDamage(Layout.SPECIFICATION, Reason.of(e), MENDS_SPECIFICATION));
    }
    return damage;
  }

  private Optional<TableDamage> corruptTestResult() throws IOException {
    try {
      testResult();
      return Optional.empty();
    } catch (CorruptFileException e) {
      return Optional.of(
          new TableDamage(
              Layout.TEST,
              Reason.of(e),
              "the next run sets it aside and scores the best trial again"));
    }
  }

  /**
   * Repairs the manifests and the test score. The caller must hold the turn to compact. The
   * specification has a turn of its own and is repaired there.
   *
   * @return one line for each file that was set aside
   */
  List<String> mend() throws IOException {
    List<String> lines = new ArrayList<>(manifests.mend());
    Optional<TableDamage> test = corruptTestResult();
    if (test.isPresent()) {
      lines.addAll(new Quarantine(storage).set(Layout.TEST, test.get().problem()));
    }
    return lines;
  }
}
