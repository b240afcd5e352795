package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RefusedPathException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A filesystem as far as a table needs it. Paths are relative to the table's root, {@code ""} is
 * the root itself. A table may come from a stranger, so no path leads out of it: every call refuses
 * one with {@code ..} and one through a symbolic link ({@link RefusedPathException}). The root
 * itself may be a link, since the user names it.
 */
public interface Storage {
  /** What lies at a path. */
  enum Kind {
    ABSENT,
    FILE,
    FOLDER,
    /** A symbolic link, a device, a pipe: no table has one, and none is followed or opened. */
    OTHER
  }

  Kind kind(String path) throws IOException;

  /** The names in a folder, in any order; none where it is absent. */
  List<String> names(String folder) throws IOException;

  /**
   * All bytes of a file.
   *
   * @throws CorruptFileException where it is no regular file, or larger than {@link
   *     Layout#mostBytes} allows
   */
  byte[] read(String path) throws IOException;

  /**
   * Makes {@code bytes} appear at {@code path}, whole, durable, and only if nothing is there.
   *
   * @param scratch a folder for what is not finished; nothing stays there
   * @return false where something is there already, which is left as it is
   * @throws IOException where it cannot be written; folders made for it are gone again
   */
  default boolean publish(String path, String scratch, byte[] bytes) throws IOException {
    return publish(path, scratch, bytes, () -> true);
  }

  /** Whether a file is still to appear. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Publishes under a condition, which is asked once the bytes lie in the scratch folder. Where the
   * storage links or renames, whoever deletes them there afterwards prevents the publication.
   *
   * @return false also where the condition does not hold
   */
  boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException;

  /**
   * Puts {@code bytes} in the place of what is at {@code path}, durably: whoever reads it sees all
   * of the old or all of the new.
   *
   * @param scratch a folder for what is not finished; nothing stays there
   */
  void replace(String path, String scratch, byte[] bytes) throws IOException;

  /**
   * Gives a file another name, which nothing has; atomically where the storage can, else it lies in
   * both places for a while.
   *
   * @return false where there is no such file
   */
  boolean move(String path, String to) throws IOException;

  /**
   * Writes a small file of which nothing depends but time: over what is there, not durably, and
   * perhaps seen half-written.
   */
  void write(String path, byte[] bytes) throws IOException;

  /** Deletes a file or an empty folder; without effect where there is neither. */
  void delete(String path) throws IOException;

  /**
   * Deletes files of a folder, durably: once this returns, none of them comes back. Without effect
   * for those that are not there.
   */
  void deleteAll(String folder, Collection<String> names) throws IOException;

  /** When the file was last written, by the storage's own clock. */
  Instant writtenAt(String file) throws IOException;

  /** The storage at {@code root}, by the capability of its filesystem. */
  static Storage at(URI root, StorageSettings settings) throws IOException {
    return "file".equals(root.getScheme())
        ? new LocalStorage(root)
        : HadoopStorage.at(root, settings);
  }
}
