package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.RefusedPathException;
import io.github.lstmsweep.result.layout.TablePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A folder on a local disk or NFS. */
public final class LocalStorage implements Storage {
  /*
   * Publishing is a hard link, because a rename on a local disk replaces what is there and two
   * writers would both believe they won. The link fails if its name exists, is atomic, and is
   * durable once its folder has been synced.
   */
  private static final int SCRATCH_TRIES = 100;

  /**
   * Bytes that a file takes on a disk in addition to its own: its last block, and one for each
   * folder.
   */
  private static final int ROOM_FOR_FOLDERS = 16 << 10;

  private final Path root;
  private final Disk disk;

  /** Makes a storage on the folder {@code root}. */
  public LocalStorage(URI root) {
    this(Path.of(root), new Disk());
  }

  /** Makes a storage on the folder {@code root} that calls {@code disk}. */
  public LocalStorage(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  @Override
  public Kind kind(String path) throws IOException {
    return kind(resolve(path));
  }

  private Kind kind(Path path) {
    return path.startsWith(root) && !path.equals(root) ? disk.kind(path) : disk.kindOfRoot(path);
  }

  /*
   * A link in the path is searched for before each call. A process that can add a link between the
   * check and the call can write in the table anyway. Moreover, only names of a table's own kinds
   * are deleted.
   */
  private Path resolve(String path) throws IOException {
    Path file = root;
    for (String name : TablePath.names(path)) {
      if (!file.equals(root)) {
        requireNoLink(file);
      }
      file = file.resolve(name);
    }
    return file;
  }

  /** Returns the path of a folder whose files are accessed next. */
  private Path resolveFolder(String path) throws IOException {
    Path folder = resolve(path);
    if (!folder.equals(root)) {
      requireNoLink(folder);
    }
    return folder;
  }

  private void requireNoLink(Path folder) throws IOException {
    // This does not go through the disk: a process that dies here has changed nothing since its
    // previous call.
    if (Files.isSymbolicLink(folder)) {
      throw new RefusedPathException(
          root.relativize(folder) + " is a symbolic link, must be a folder of the table itself");
    }
  }

  @Override
  public List<String> names(String folder) throws IOException {
    Path path = resolveFolder(folder);
    try {
      return disk.names(path);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      if (kind(path) != Kind.ABSENT) {
        throw e;
      }
      // A file is in the way.
      return List.of();
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    return disk.read(resolve(path), Layout.mostBytes(path));
  }

  @Override
  public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    Path target = resolve(path);
    Path folder = target.getParent();
    Optional<Path> made = topmostAbsent(folder);
    try {
      createFolder(folder, Layout.makesRoot(path));
      return publish(target, temporary(scratch), bytes, condition);
    } catch (IOException e) {
      made.ifPresent(topmost -> deleteEmptyFolders(folder, topmost));
      throw told(e, bytes);
    }
  }

  @Override
  public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    Path target = resolve(path);
    Path temporary = temporary(scratch);
    createFolder(target.getParent(), false);
    try {
      inScratch(temporary, () -> disk.create(temporary, bytes));
      if (!condition.holds()) {
        return false;
      }
      disk.moveOver(target, temporary);
      sync(target.getParent());
      return true;
    } catch (IOException e) {
      throw told(e, bytes);
    } finally {
      discard(temporary);
    }
  }

  @Override
  public boolean move(String path, String to) throws IOException {
    Path from = resolve(path);
    Path target = resolve(to);
    createFolder(target.getParent(), false);
    try {
      disk.moveOver(target, from);
    } catch (NoSuchFileException e) {
      return false;
    }
    sync(target.getParent());
    sync(from.getParent());
    return true;
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    Path file = resolve(path);
    try {
      inScratch(file, () -> disk.write(file, bytes));
    } catch (IOException e) {
      throw told(e, bytes);
    }
  }

  /*
   * The system describes a full disk in the user's language and names no file. The free space is a
   * number. The person who makes room needs both.
   */
  private IOException told(IOException e, byte[] bytes) {
    if (e instanceof FileSystemException && e.getClass() != FileSystemException.class) {
      return e;
    }
    try {
      long left = disk.usableBytes(root);
      return left >= bytes.length + ROOM_FOR_FOLDERS
          ? e
          : new IOException(
              String.format(
                  Locale.ROOT,
                  "its disk is full (%d kB left, %d kB needed): make room",
                  left >> 10,
                  (bytes.length + ROOM_FOR_FOLDERS) >> 10),
              e);
    } catch (IOException unknown) {
      return e;
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      disk.delete(resolve(path));
    } catch (DirectoryNotEmptyException e) {
      // The folder stays.
    }
  }

  @Override
  public void deleteAll(String folder, Collection<String> names) throws IOException {
    for (String name : names) {
      disk.delete(resolve(folder + "/" + name));
    }
    sync(resolveFolder(folder));
  }

  @Override
  public Instant writtenAt(String file) throws IOException {
    return disk.writtenAt(resolve(file));
  }

  private Path temporary(String scratch) throws IOException {
    return resolveFolder(scratch).resolve(Layout.temporary());
  }

  private boolean publish(Path target, Path temporary, byte[] bytes, Condition condition)
      throws IOException {
    try {
      inScratch(temporary, () -> disk.create(temporary, bytes));
      return condition.holds() && link(target, temporary);
    } finally {
      discard(temporary);
    }
  }

  private boolean link(Path target, Path temporary) throws IOException {
    boolean won = true;
    try {
      disk.link(target, temporary);
    } catch (FileAlreadyExistsException e) {
      won = false;
    }
    sync(target.getParent());
    return won;
  }

  private interface Call {
    void run() throws IOException;
  }

  // A different writer of the same trial may delete the empty scratch folder at any time.
  private void inScratch(Path file, Call call) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        createScratch(file.getParent());
        call.run();
        return;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (kind(root) != Kind.FOLDER) {
          throw e;
        }
        if (tries == SCRATCH_TRIES) {
          throw cannotMake(file.getParent());
        }
      }
    }
  }

  private boolean isFolder(Path path) {
    return kind(path) == Kind.FOLDER;
  }

  private void createScratch(Path folder) throws IOException {
    if (isFolder(folder)) {
      return;
    }
    if (folder.equals(root)) {
      // The disk is unmounted or the root is deleted. A folder made now would lie below the mount
      // point.
      throw new NoSuchFileException(root.toString());
    }
    if (folder.getParent() != null) {
      createScratch(folder.getParent());
    }
    try {
      disk.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isFolder(folder)) {
        throw e;
      }
    }
  }

  /**
   * Makes a folder and its parents.
   *
   * @param rootToo whether the root may be made. A table that is added to has one. If it is
   *     missing, its disk is unmounted, and a new folder would lie below the mount point.
   */
  private void createFolder(Path folder, boolean rootToo) throws IOException {
    if (isFolder(folder)) {
      return;
    }
    if (folder.equals(root) && !rootToo) {
      throw new NoSuchFileException(root.toString());
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolder(parent, rootToo);
    }
    try {
      disk.createFolder(folder);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      if (!isFolder(folder)) {
        throw cannotMake(folder);
      }
    }
    if (parent != null) {
      sync(parent);
    }
  }

  /** A file is in its place, or the filesystem takes no folders, such as /proc. */
  private static IOException cannotMake(Path folder) {
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        ? new NotDirectoryException(folder.toString())
        : new FileSystemException(folder.toString(), null, "no folder can be made there");
  }

  private void sync(Path folder) throws IOException {
    disk.sync(folder);
  }

  /** Returns the topmost folder on the path to {@code folder} that does not exist. */
  private static Optional<Path> topmostAbsent(Path folder) {
    Path topmost = null;
    for (Path p = folder; p != null && !Files.exists(p, LinkOption.NOFOLLOW_LINKS); ) {
      topmost = p;
      p = p.getParent();
    }
    return Optional.ofNullable(topmost);
  }

  private void deleteEmptyFolders(Path deepest, Path topmost) {
    for (Path p = deepest; p.startsWith(topmost); p = p.getParent()) {
      deleteIfEmpty(p);
    }
  }

  private void discard(Path temporary) {
    deleteQuietly(temporary);
    deleteIfEmpty(temporary.getParent());
  }

  private void deleteIfEmpty(Path folder) {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      deleteQuietly(folder);
    }
  }

  private void deleteQuietly(Path path) {
    try {
      disk.delete(path);
    } catch (IOException e) {
      // Another writer is using the folder, or the storage fails, which was reported already.
    }
  }
}
