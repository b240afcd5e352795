package io.github.lstmsweep.result.compact;

import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Moves corrupt files, and rows whose trials are to be tried again, to a folder of their own. There
 * no reader sees them, and they do not block the rows that replace them.
 */
public final class Quarantine {
  /*
   * After the check of a file and before its move, a different run may have moved it and published
   * the whole row. If the storage moves atomically, the moved file is checked once more and put
   * back if it is whole. An object store has no atomic move, so it may delete that row. This run
   * then trains the trial.
   */
  private static final int DIGITS = 16;

  private final Storage storage;

  /** Makes the quarantine of the table in {@code storage}. */
  public Quarantine(Storage storage) {
    this.storage = storage;
  }

  /**
   * Moves the row of the finding's trial, and its model if the finding is about the model.
   *
   * @return the row's new path; empty if it was not moved
   */
  public Optional<String> take(Finding finding) throws IOException {
    TrialId id = new TrialId(finding.trial());
    String row = Layout.row(id);
    if (finding.file().equals(row)) {
      return move(row, bytes -> SingleRowFile.read(id, bytes));
    }
    if (finding.file().startsWith(Layout.PAUSED + "/")) {
      return move(finding.file(), bytes -> checkPaused(finding.file(), id, bytes));
    }
    // Move the row first: without a row, a model belongs to nothing.
    Optional<String> moved = move(row, bytes -> checkModel(id, bytes));
    Optional<ParametersSha256> sha256 = Layout.parametersSha256(finding.file());
    if (sha256.isPresent()) {
      move(finding.file(), bytes -> ModelFile.read(bytes, sha256.get().hex()));
    }
    return moved;
  }

  /**
   * Moves the row of a trial that ended with one of {@code statuses}.
   *
   * @return the row's new path; empty if it was not moved
   */
  public Optional<String> take(TrialId id, Set<TrialStatus> statuses) throws IOException {
    return move(
        Layout.row(id),
        bytes -> {
          if (statuses.contains(SingleRowFile.read(id, bytes).status())) {
            throw new CorruptFileException("its trial is to be tried again");
          }
        });
  }

  /**
   * Moves a file of the table itself.
   *
   * @return one line that says so; none if the file is gone
   */
  public List<String> set(String file, String problem) throws IOException {
    String target = Layout.quarantined(file, digits());
    return storage.move(file, target)
        ? List.of("Set aside " + file + " as " + target + ": " + problem)
        : List.of();
  }

  private interface Check {
    void check(byte[] bytes) throws IOException;
  }

  private void checkPaused(String file, TrialId id, byte[] bytes) throws IOException {
    TrialRow row = SingleRowFile.read(id, bytes);
    Optional<Layout.Pause> pause = Layout.pausedRow(Layout.name(file));
    if (row.isComparable() && pause.isPresent()) {
      new PausedTrials(storage, "").parameters(row, pause.get().epochs());
    }
  }

  private void checkModel(TrialId id, byte[] row) throws IOException {
    ParametersSha256 sha256 = SingleRowFile.read(id, row).parametersSha256().orElseThrow();
    String model = Layout.model(id, sha256);
    if (storage.kind(model) == Storage.Kind.ABSENT) {
      throw new CorruptFileException("there is no " + model);
    }
    ModelFile.read(storage.read(model), sha256.hex());
  }

  /** Moves a file and returns its new path; empty if it is gone or no longer corrupt. */
  private Optional<String> move(String file, Check check) throws IOException {
    try {
      String target = Layout.quarantined(file, digits());
      if (isWhole(check, file) || !storage.move(file, target)) {
        return Optional.empty();
      }
      if (!isWhole(check, target)) {
        return Optional.of(target);
      }
      storage.publish(file, Layout.ATTEMPTS, storage.read(target));
      storage.delete(target);
      return Optional.empty();
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private boolean isWhole(Check check, String file) throws IOException {
    try {
      check.check(storage.read(file));
      return true;
    } catch (CorruptFileException e) {
      return false;
    }
  }

  private static String digits() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, DIGITS);
  }
}
