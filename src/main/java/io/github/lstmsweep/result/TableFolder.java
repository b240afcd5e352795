package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The folder in which a table is, or can be made. */
final class TableFolder {
  private final Storage storage;
  private final TablePlace place;

  TableFolder(Storage storage, TablePlace place) {
    this.storage = storage;
    this.place = place;
  }

  /**
   * Refuses a file, and a folder that has files but no table.
   *
   * @throws UserException if no table is there and none can be made
   */
  void requireVacantOrTable() {
    if (place.call("read", () -> storage.kind("") == Storage.Kind.FILE)) {
      throw UserException.badInput(
          "Cannot use " + place + " as the table: must be a folder, and it is a file");
    }
    // Hidden files do not count, nor does the leftover of a process that died while it made the
    // table.
    List<String> names =
        place.call("read", () -> storage.names("")).stream()
            .filter(n -> !n.startsWith(".") && !n.equals(Layout.ATTEMPTS))
            .sorted()
            .toList();
    if (!names.isEmpty() && !names.contains(Layout.SPECIFICATION)) {
      throw UserException.badInput(
          "Cannot use "
              + place
              + " as the table: must be a new or empty folder or a table, and it has no "
              + Layout.SPECIFICATION
              + " but "
              + names.get(0)
              + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
              + "; name another folder");
    }
  }

  /**
   * Proves that files can be published in the folders that exist, and publishes the specification
   * unless there is one. A failure leaves nothing behind.
   *
   * @throws UserException if the folder cannot be written
   */
  void make(SpecificationFile specification, String text) {
    try {
      for (String folder : List.of(Layout.TRIALS, Layout.MODELS)) {
        if (storage.kind(folder) != Storage.Kind.ABSENT) {
          probe(folder);
        }
      }
      specification.publish(text);
    } catch (IOException e) {
      throw UserException.badInput(
          "Cannot use "
              + place
              + " as the table: must be a folder that can be written, but "
              + Reason.of(e)
              + "; make it writable or name another folder");
    }
  }

  private void probe(String folder) throws IOException {
    String file = folder + "/" + Layout.PROBE + UUID.randomUUID();
    storage.publish(file, Layout.ATTEMPTS, new byte[1]);
    storage.delete(file);
  }
}
