package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RefusedPathException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The part of a filesystem that a table needs. Paths are relative to the table's root, and {@code
 * ""} is the root itself.
 *
 * <p>A table may come from a stranger, so no path leads out of it. Every call refuses a path with
 * {@code ..} or through a symbolic link ({@link RefusedPathException}). Only the root itself may be
 * a link, since the user names it.
 */
public interface Storage {
  /** The kind of thing at a path. */
  enum Kind {
    ABSENT,
    FILE,
    FOLDER,
    /** A symbolic link, a device or a pipe. No table has one, and none is followed or opened. */
    OTHER
  }

  /** Returns the kind of thing at {@code path}. */
  Kind kind(String path) throws IOException;

  /** Returns the names in a folder, in any order; none if the folder is absent. */
  List<String> names(String folder) throws IOException;

  /**
   * Returns all bytes of a file.
   *
   * @throws CorruptFileException if it is no regular file, or larger than {@link Layout#mostBytes}
   *     allows
   */
  byte[] read(String path) throws IOException;

  /** Returns all bytes of a file as {@link #read} does; empty if nothing is at {@code path}. */
  default Optional<byte[]> readIfPresent(String path) throws IOException {
    if (kind(path) == Kind.ABSENT) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(path));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes {@code bytes} appear at {@code path}, whole and durable, if nothing is there.
   *
   * @param scratch a folder for unfinished files; nothing stays there
   * @return false if something is there already; it stays as it is
   * @throws IOException if the file cannot be written; folders made for it are gone again
   */
  default boolean publish(String path, String scratch, byte[] bytes) throws IOException {
    return publish(path, scratch, bytes, () -> true);
  }

  /** Decides whether a file may still appear or be replaced. */
  interface Condition {
    /** Returns whether that may happen now. */
    boolean holds() throws IOException;
  }

  /**
   * Publishes under a condition, which is checked once the bytes lie in the scratch folder. If the
   * storage links or renames, deleting those bytes afterwards prevents the publication.
   *
   * @return false also if the condition does not hold
   */
  boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException;

  /**
   * Replaces the content of {@code path} by {@code bytes}, durably. A reader sees all of the old
   * content or all of the new.
   *
   * @param scratch a folder for unfinished files; nothing stays there
   */
  default void replace(String path, String scratch, byte[] bytes) throws IOException {
    replace(path, scratch, bytes, () -> true);
  }

  /**
   * Replaces a file under a condition, which is checked once the bytes lie in the scratch folder.
   * If the storage renames, deleting those bytes afterwards prevents the replacement.
   *
   * @return false if the condition does not hold
   */
  boolean replace(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException;

  /**
   * Moves a file to a name that nothing has. If the storage cannot move atomically, the file is in
   * both places for a while.
   *
   * @return false if there is no such file
   */
  boolean move(String path, String to) throws IOException;

  /**
   * Writes a small file, replacing an existing one. It is not durable, and readers may see half of
   * it. Losing it may cost time but nothing else.
   */
  void write(String path, byte[] bytes) throws IOException;

  /** Deletes a file or an empty folder. Does nothing if there is neither. */
  void delete(String path) throws IOException;

  /**
   * Deletes files of a folder, durably: once this returns, none of them comes back. Absent files
   * are ignored.
   */
  void deleteAll(String folder, Collection<String> names) throws IOException;

  /** Returns the time at which the file was last written, by the storage's own clock. */
  Instant writtenAt(String file) throws IOException;

  /** Returns the storage at {@code root}, by the capability of its filesystem. */
  static Storage at(URI root, StorageSettings settings) throws IOException {
    return "file".equals(root.getScheme())
        ? new LocalStorage(root)
        : HadoopStorage.at(root, settings);
  }
}
