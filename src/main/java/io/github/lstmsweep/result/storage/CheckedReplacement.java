package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.result.layout.Layout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Replaces a file whose content only grows, so that a larger content is never lost. */
public final class CheckedReplacement {
  /*
   * One process at a time has its turn to replace the file. A process that freezes in its turn
   * loses it after a minute, and a different one may then store a larger content. If the first one
   * goes on, it must not replace that. The turn alone cannot prevent this, so the file is guarded
   * as rows are.
   *
   * A process writes its bytes aside, checks that the file is still the one that it judged, and
   * renames. Then it deletes what other processes wrote aside, and reads the file once more. From
   * then on, its content cannot be replaced unseen: bytes that were aside before are gone, and
   * bytes that come aside later are checked later.
   *
   * A store that writes objects in place checks before it writes. A process that freezes during
   * this write, for longer than a minute, can still replace a larger content.
   */

  /** Tries after which something else must be wrong. Each one means that the file has changed. */
  private static final int MOST_TRIES = 20;

  private final Storage storage;
  private final String path;
  private final String scratch;

  /**
   * Makes the replacement of one file.
   *
   * @param scratch a folder in which nothing but bytes for this file is written aside
   */
  public CheckedReplacement(Storage storage, String path, String scratch) {
    this.storage = storage;
    this.path = path;
    this.scratch = scratch;
  }

  /** Looks at the content of the file. */
  @FunctionalInterface
  public interface Check {
    /** Returns whether the file may be replaced. */
    boolean mayReplace(byte[] content) throws IOException;
  }

  /**
   * Replaces the file as long as {@code check} allows it.
   *
   * @return whether it was replaced
   * @throws NoSuchFileException if there is no file
   */
  public boolean replace(byte[] content, Check check) throws IOException {
    boolean replaced = false;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      byte[] seen = existing();
      if ((replaced && Arrays.equals(seen, content)) || !check.mayReplace(seen)) {
        return replaced;
      }
      replaced = isReplaced(seen, content);
      if (replaced) {
        deleteOthers();
      }
    }
    throw new IOException("other processes keep replacing it");
  }

  private boolean isReplaced(byte[] seen, byte[] content) throws IOException {
    try {
      return storage.replace(path, scratch, content, () -> Arrays.equals(existing(), seen));
    } catch (NoSuchFileException | FileNotFoundException e) {
      // A different process has stored its content, and deleted what was aside.
      return false;
    }
  }

  private void deleteOthers() throws IOException {
    for (String name : storage.names(scratch)) {
      if (Layout.isTemporary(name)) {
        storage.delete(scratch + "/" + name);
      }
    }
  }

  private byte[] existing() throws IOException {
    return storage.readIfPresent(path).orElseThrow(() -> new NoSuchFileException(path));
  }
}
