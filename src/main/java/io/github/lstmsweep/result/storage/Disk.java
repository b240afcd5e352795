package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.result.layout.Layout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The calls that {@link LocalStorage} is made of. Each is one system call or two. */
public class Disk {
  /** Mode bit of a folder in which nobody removes files of other users, such as /tmp. */
  private static final int STICKY = 01000;

  private static final Duration LOCK_PAUSE = Duration.ofMillis(10);

  /** Returns the kind of the path itself; a link is not followed. */
  public Storage.Kind kind(Path path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          ? Storage.Kind.FOLDER
          : found.isRegularFile() ? Storage.Kind.FILE : Storage.Kind.OTHER;
    } catch (IOException e) {
      return Storage.Kind.ABSENT;
    }
  }

  /** Returns the kind of a table's root. The root may be a link, which is followed. */
  public Storage.Kind kindOfRoot(Path root) {
    return Files.isDirectory(root)
        ? Storage.Kind.FOLDER
        : Files.exists(root) ? Storage.Kind.FILE : Storage.Kind.ABSENT;
  }

  /** Returns the names in a folder, in any order. */
  public List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  /**
   * Returns all bytes of a regular file. A pipe is never opened, because reading it would block.
   *
   * @throws CorruptFileException if it is no regular file, or has more than {@code mostBytes} bytes
   */
  public byte[] read(Path file, int mostBytes) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new CorruptFileException("it is " + kindOf(found) + ", must be a file");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = channel.size();
      if (size > mostBytes) {
        throw CorruptFileException.tooLarge(size, mostBytes);
      }
      ByteBuffer buffer = ByteBuffer.wrap(Memory.bytes((int) size));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Read until the buffer is full or the file has become shorter.
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    }
  }

  private static String kindOf(BasicFileAttributes found) {
    return found.isSymbolicLink()
        ? "a symbolic link"
        : found.isDirectory() ? "a folder" : "a device or a pipe";
  }

  /** Returns the time at which a file was last written. */
  public Instant writtenAt(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** Makes a folder. A group that may write in its parent may write in it too. */
  public void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    try {
      shareWithGroup(folder);
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // The disk has no groups, or the folder belongs to somebody else by now. Either way it
      // exists.
    }
  }

  /*
   * The umask of most people locks their group out. A group that may write in the parent could
   * replace this folder anyway, so letting it in gives nothing away. The exception is a folder with
   * the sticky bit, in which nobody removes files of other users.
   */
  private static void shareWithGroup(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    if (above == null || ((int) Files.getAttribute(above, "unix:mode") & STICKY) != 0) {
      return;
    }
    PosixFileAttributes its = Files.readAttributes(above, PosixFileAttributes.class);
    // A user who may write in the parent may have put a link here. The folder behind it must not be
    // opened.
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes own = view.readAttributes();
    if (its.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && its.group().equals(own.group())
        && !own.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      Set<PosixFilePermission> shared = EnumSet.copyOf(own.permissions());
      shared.addAll(
          EnumSet.of(
              PosixFilePermission.GROUP_READ,
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.GROUP_EXECUTE));
      view.setPermissions(shared);
    }
  }

  /** Makes a new file of these bytes. Its content is then durable; its name is not. */
  public void create(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Writes a file and replaces its content, not durably. */
  public void write(Path file, byte[] bytes) throws IOException {
    Files.write(
        file,
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Gives a file a second name, atomically.
   *
   * @throws FileAlreadyExistsException if a different file has the name
   */
  public void link(Path name, Path file) throws IOException {
    try {
      createLink(name, file);
    } catch (FileAlreadyExistsException e) {
      // NFS may lose the answer to a link that it made, and then refuse the retry.
      if (!Files.isSameFile(name, file)) {
        throw e;
      }
    } catch (UnsupportedOperationException e) {
      moveToNew(name, file);
    } catch (FileSystemException e) {
      if (isOfAKind(e) || hasLinks(file)) {
        throw e;
      }
      moveToNew(name, file);
    }
  }

  /*
   * FAT, SMB and some other filesystems have no hard links, and a rename replaces what is there. So
   * a process locks a file that belongs to the name, looks whether the name is free, and renames.
   * The system frees the lock of a process that dies. A lock is the whole process's, so its threads
   * wait for each other first.
   *
   * The file is deleted once the name is taken: whoever locks it or a new one then finds the name.
   * If a process dies before that, the file is deleted as an old probe.
   */
  private void moveToNew(Path name, Path file) throws IOException {
    Path lockFile = name.resolveSibling(Layout.PROBE + name.getFileName() + ".lock");
    synchronized (Disk.class) {
      try (FileChannel channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        awaitLock(channel, name);
        moveToFree(name, file, lockFile);
      }
    }
  }

  /** Renames a file, unless the name is taken. The caller has the lock. */
  private void moveToFree(Path name, Path file, Path lockFile) throws IOException {
    try {
      Files.move(file, name);
    } catch (FileAlreadyExistsException e) {
      delete(lockFile);
      throw e;
    }
    delete(lockFile);
  }

  /** Returns once the channel's file is locked. Closing the channel frees the lock. */
  private void awaitLock(FileChannel channel, Path name) throws IOException {
    long end = System.nanoTime() + lockPatience().toNanos();
    while (!isLocked(channel)) {
      if (System.nanoTime() > end) {
        throw new IOException("another process has locked " + name + " and does not go on");
      }
      try {
        Thread.sleep(LOCK_PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("this process is being stopped");
      }
    }
  }

  /** Returns false if a different process has the lock. */
  private boolean isLocked(FileChannel channel) {
    try {
      return tryLock(channel).isPresent();
    } catch (IOException e) {
      // This filesystem has no locks either. The look before the rename must do.
      return true;
    }
  }

  /** Locks a file; empty if a different process has the lock. */
  Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    return Optional.ofNullable(channel.tryLock());
  }

  /** Returns the time for which a lock is waited for. It is held for one rename. */
  Duration lockPatience() {
    return Duration.ofSeconds(10);
  }

  /** Returns whether Java knows the reason: no permission, no such file. */
  private static boolean isOfAKind(FileSystemException e) {
    return e.getClass() != FileSystemException.class;
  }

  /*
   * The system's message about a failed link is in the user's language. So this asks the filesystem
   * instead: can it link the file within the file's own folder?
   */
  private boolean hasLinks(Path file) throws IOException {
    Path name = file.resolveSibling(UUID.randomUUID() + ".tmp");
    try {
      createLink(name, file);
    } catch (FileSystemException e) {
      return isOfAKind(e);
    }
    delete(name);
    return true;
  }

  /** Makes the link. The message of its exception is the system's own. */
  void createLink(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  /** Replaces a file by another one, atomically. */
  public void moveOver(Path name, Path file) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the names in a folder durable. */
  void sync(Path folder) throws IOException {
    // Windows cannot open a folder and does not need to.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Returns the bytes that this process may still write at a path. If the path does not exist yet,
   * it asks the nearest existing parent. If nothing can ever be written, such as in /proc, it
   * returns {@link Long#MAX_VALUE}.
   */
  public long usableBytes(Path path) throws IOException {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    FileStore store = Files.getFileStore(there);
    return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
  }

  /** Deletes a file or an empty folder. Does nothing if there is neither. */
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }
}
