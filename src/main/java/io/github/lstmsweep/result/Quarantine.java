package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Where corrupt files go: out of the way of every reader and of the rows that replace them. */
final class Quarantine {
  /*
   * Filesystems differ in what a rename does to a name that exists, and object stores have none, so
   * that a file is published a second time and then deleted. Between the two it lies in both places,
   * and the next run does the rest. Another run may have done it meanwhile and published the whole
   * row: what is deleted has been read just before.
   */
  private static final int DIGITS = 16;

  private final Storage storage;

  Quarantine(Storage storage) {
    this.storage = storage;
  }

  /** Moves the row of the finding's trial and, where that is what was found, its model. */
  Optional<String> take(Finding finding) throws IOException {
    TrialId id = new TrialId(finding.trial());
    String row = Layout.row(id);
    if (finding.file().equals(row)) {
      return move(row, bytes -> RowFile.read(id, bytes));
    }
    // The row first: without its row, a model is no one's.
    Optional<String> moved = move(row, bytes -> checkModel(id, bytes));
    move(finding.file(), bytes -> ModelFile.read(bytes, Layout.parametersSha256(finding.file())));
    return moved;
  }

  private interface Check {
    void check(byte[] bytes) throws IOException;
  }

  private void checkModel(TrialId id, byte[] row) throws IOException {
    String sha256 = RowFile.read(id, row).text("parameters_sha256").orElseThrow();
    String model = Layout.model(id, sha256);
    if (storage.kind(model) == Storage.Kind.ABSENT) {
      throw new CorruptFileException("there is no " + model);
    }
    ModelFile.read(storage.read(model), sha256);
  }

  /** Where the file lies now; empty where it is gone already, or is no longer corrupt. */
  private Optional<String> move(String file, Check check) throws IOException {
    if (storage.kind(file) == Storage.Kind.ABSENT) {
      return Optional.empty();
    }
    byte[] bytes = storage.read(file);
    try {
      check.check(bytes);
      return Optional.empty();
    } catch (CorruptFileException e) {
      String target = Layout.quarantined(file, Sha256.of(bytes).substring(0, DIGITS));
      storage.publish(target, Layout.ATTEMPTS, bytes);
      if (Arrays.equals(bytes, storage.read(file))) {
        storage.delete(file);
      }
      return Optional.of(target);
    }
  }
}
