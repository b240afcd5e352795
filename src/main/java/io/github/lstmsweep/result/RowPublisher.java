package io.github.lstmsweep.result;

import io.github.lstmsweep.result.TrialTable.Publication;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Takes what was trained into a table: the model first, then the row that carries its hash. */
final class RowPublisher {
  private final Storage storage;
  private final CompactedRows compacted;

  /**
   * A publisher.
   *
   * @param storage patient: what was trained must not get lost
   * @param compacted of the same storage
   */
  RowPublisher(Storage storage, CompactedRows compacted) {
    this.storage = storage;
    this.compacted = compacted;
  }

  Publication publish(TrialResult result) throws IOException {
    TrialId id = result.trial().id();
    if (isThere(id)) {
      return Publication.ALREADY_PUBLISHED;
    }
    // A row in the folder under a disk that is no longer mounted would be lost.
    requireTable();
    String scratch = Layout.scratch(id);
    try {
      if (result.model().isPresent()) {
        publishModel(
            Layout.model(id, new ParametersSha256(result.model().get().parametersSha256())),
            scratch,
            ModelFile.write(result.model().get()));
      }
      boolean first = publishRow(id, scratch, SingleRowFile.write(result));
      clearScratch(scratch);
      return first ? Publication.PUBLISHED : Publication.ALREADY_PUBLISHED;
    } catch (IOException e) {
      // Another writer of the same trial was first and cleared the scratch folder away.
      if (isThere(id)) {
        return Publication.ALREADY_PUBLISHED;
      }
      if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
        // The table went away meanwhile: that is to be told, not which of its files is missed.
        requireTable();
      }
      throw e;
    }
  }

  /*
   * This process may stand still anywhere, for so long that another one takes the trial over,
   * publishes its row, and a compaction puts that into a file of many: then there would be two. So
   * the look is taken once more when the bytes lie in the scratch folder, and a compaction deletes
   * what lies there before it deletes a row. A store that writes objects in place has no such guard,
   * and what was written there is taken away again.
   */
  private boolean publishRow(TrialId id, String scratch, byte[] row) throws IOException {
    boolean first = storage.publish(Layout.row(id), scratch, row, () -> !isThere(id));
    if (compacted.has(id)) {
      storage.delete(Layout.row(id));
      return false;
    }
    return first;
  }

  private boolean isThere(TrialId id) throws IOException {
    return storage.kind(Layout.row(id)) != Storage.Kind.ABSENT || compacted.has(id);
  }

  private void requireTable() throws IOException {
    new Claims(storage).requireTable();
  }

  /** What lies there under its name is left only where it is the same: a bad disk's is not. */
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

  /** Whoever published is not to be told otherwise because another deletes the same folder. */
  private void clearScratch(String scratch) {
    try {
      new Leftovers(storage).clear(scratch);
    } catch (IOException e) {
      // It stays until a later run.
    }
  }
}
