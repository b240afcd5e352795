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

/** The files of a table that are of no single trial: specification, test score, manifests. */
final class TableFiles {
  static final String MENDS_SPECIFICATION =
      "`run` with the specification that made the table writes it anew";

  private final Storage storage;
  private final ManifestRepair manifests;

  TableFiles(Storage storage, CompactedRows compacted) {
    this.storage = storage;
    this.manifests = new ManifestRepair(storage, compacted);
  }

  /**
   * The text of the specification; empty where there is none.
   *
   * @throws CorruptFileException where it is not what was written
   */
  Optional<String> specification() throws IOException {
    Optional<byte[]> bytes = read(Layout.SPECIFICATION);
    return bytes.isPresent() ? Optional.of(TextSeal.open(bytes.get())) : Optional.empty();
  }

  /** Writes it where there is none. */
  void publishSpecification(String text) throws IOException {
    storage.publish(Layout.SPECIFICATION, Layout.ATTEMPTS, TextSeal.seal(text));
  }

  /** Writes it in the place of the one that is there. */
  void replaceSpecification(String text) throws IOException {
    storage.replace(Layout.SPECIFICATION, Layout.ATTEMPTS, TextSeal.seal(text));
  }

  /**
   * The score of the best on the test windows; empty where nobody has measured it.
   *
   * @throws CorruptFileException where it is not what was written
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

  /** Lists those that are corrupt, and changes nothing. */
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
              Layout.TEST, Reason.of(e), "`run` sets it aside and scores the best again"));
    }
  }

  /**
   * Mends manifests and the test score, for whoever has the turn to compact; the specification is
   * mended by who has it.
   *
   * @return a line for each file that was set aside
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
