package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.TrialTable.Publication;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Publishes results in a table: first the model, then the row that carries the model's hash. */
final class RowPublisher {
  private final Storage storage;
  private final CompactedRows compacted;
  private final PausedTrials paused;

  /**
   * Makes a publisher.
   *
   * @param storage a patient storage, because no result may get lost
   * @param compacted the compacted rows of the same storage
   * @param paused the paused trials of the same storage
   */
  RowPublisher(Storage storage, CompactedRows compacted, PausedTrials paused) {
    this.storage = storage;
    this.compacted = compacted;
    this.paused = paused;
  }

  /**
   * Publishes a result.
   *
   * @param seen the pause from which the trial went on
   */
  Publication publish(TrialResult result, PausedTrials.Seen seen) throws IOException {
    TrialId id = result.trial().id();
    if (isThere(id)) {
      return Publication.ALREADY_PUBLISHED;
    }
    // If the disk is not mounted any more, a row in the folder below its mount point would be lost.
    requireTable();
    if (result.status() == TrialStatus.PAUSED) {
      paused.publish(result, seen);
      clearScratch(Layout.scratch(id));
      return Publication.PUBLISHED;
    }
    Optional<Model> model =
        result
            .model()
            .map(
                trained ->
                    new Model(
                        new ParametersSha256(trained.parametersSha256()),
                        ModelFile.write(trained)));
    return publish(id, model, SingleRowFile.write(result));
  }

  /**
   * Publishes the row of a different table.
   *
   * @param model the bytes of its model; empty if it has none
   */
  Publication publish(CheckedRow row, Optional<byte[]> model) throws IOException {
    TrialId id = row.row().id();
    if (isThere(id)) {
      return Publication.ALREADY_PUBLISHED;
    }
    requireTable();
    return publish(
        id,
        model.map(bytes -> new Model(row.row().parametersSha256().orElseThrow(), bytes)),
        row.file());
  }

  /**
   * Publishes the row of a trial that is paused in a different table, unless it has more epochs
   * here.
   *
   * @param state the bytes of the state from which it continues; empty if there is none
   */
  Publication publish(CheckedRow row, int epochs, Optional<byte[]> state) throws IOException {
    TrialId id = row.row().id();
    if (isThere(id) || paused.hasReached(new PausedTrials.Seen(id, 0, false), epochs)) {
      return Publication.ALREADY_PUBLISHED;
    }
    requireTable();
    paused.publish(row, epochs, state);
    clearScratch(Layout.scratch(id));
    return Publication.PUBLISHED;
  }

  /** The bytes of a model, and the digest in its name. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Model(ParametersSha256 sha256, byte[] bytes) {}

  private Publication publish(TrialId id, Optional<Model> model, byte[] row) throws IOException {
    boolean first = isFirst(id, model, row);
    boolean again = deleteSecond(id);
    clearScratch(Layout.scratch(id));
    return first && !again ? Publication.PUBLISHED : Publication.ALREADY_PUBLISHED;
  }

  /** Publishes model and row, and returns whether this call made the row appear. */
  private boolean isFirst(TrialId id, Optional<Model> model, byte[] row) throws IOException {
    String scratch = Layout.scratch(id);
    try {
      if (model.isPresent()) {
        publishModel(Layout.model(id, model.get().sha256()), scratch, model.get().bytes());
      }
      return storage.publish(Layout.row(id), scratch, row, () -> !isThere(id));
    } catch (IOException e) {
      // A different writer of this trial was first and deleted the scratch folder.
      if (isThere(id)) {
        return false;
      }
      if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
        // The table is gone: report that, and not the first file that is missed.
        requireTable();
      }
      throw e;
    }
  }

  /*
   * This process may stall anywhere. Meanwhile a different process may take the trial over and
   * publish its row, and a compaction may move that row into a file of many. A second row would
   * then appear.
   *
   * So the check is repeated once the bytes lie in the scratch folder, and a compaction deletes the
   * scratch files before it deletes a row. A store that writes objects in place has no such guard.
   * There the second row is deleted again. Until then a reader of the folder sees it twice, so that
   * call is patient, and its failure is told.
   */
  private boolean deleteSecond(TrialId id) throws IOException {
    if (!compacted.has(id)) {
      return false;
    }
    try {
      storage.deleteAll(Layout.TRIALS, List.of(Layout.name(Layout.row(id))));
    } catch (IOException e) {
      throw new IOException("its row is there twice, until the next run: " + Reason.of(e), e);
    }
    return true;
  }

  private boolean isThere(TrialId id) throws IOException {
    return storage.kind(Layout.row(id)) != Storage.Kind.ABSENT || compacted.has(id);
  }

  private void requireTable() throws IOException {
    new Claims(storage).requireTable();
  }

  /**
   * Publishes a model. A file under its name stays only if its bytes are the same, since a bad disk
   * may have changed them.
   */
  private void publishModel(String model, String scratch, byte[] bytes) throws IOException {
    if (!storage.publish(model, scratch, bytes) && !isSame(model, bytes)) {
      storage.replace(model, scratch, bytes);
    }
  }

  private boolean isSame(String model, byte[] bytes) throws IOException {
    try {
      return Arrays.equals(storage.read(model), bytes);
    } catch (CorruptFileException e) {
      return false;
    }
  }

  /**
   * Deletes the scratch folder. The publication has succeeded, even if a different process deletes
   * the folder at the same time.
   */
  private void clearScratch(String scratch) {
    try {
      new Leftovers(storage).clear(scratch);
    } catch (IOException e) {
      // The folder stays until a later run.
    }
  }
}
