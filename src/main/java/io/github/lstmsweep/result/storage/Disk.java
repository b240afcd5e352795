package io.github.lstmsweep.result.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The calls that {@link LocalStorage} is made of, one system call or two each. */
public class Disk {
  /** The mode of a folder where nobody removes what others made, such as /tmp. */
  private static final int STICKY = 01000;

  /** The kind of what lies there itself: a link is not followed. */
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

  /** The kind of a table's root, which may be named by a link. */
  public Storage.Kind kindOfRoot(Path root) {
    return Files.isDirectory(root)
        ? Storage.Kind.FOLDER
        : Files.exists(root) ? Storage.Kind.FILE : Storage.Kind.ABSENT;
  }

  public List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  /**
   * All bytes of a regular file. A pipe is never opened: it would be waited for.
   *
   * @throws CorruptFileException where it is no regular file, or has more than {@code mostBytes}
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
        // Until it is full, or the file has become shorter.
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

  public Instant writtenAt(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** Makes a folder, in which whoever may write beside it may write too. */
  public void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    try {
      shareWithGroup(folder);
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // A disk without groups, or somebody else's folder by now: it is there, and that was asked.
    }
  }

  /*
   * The umask of most people keeps their groups out. A group that may write in the folder above
   * could put another one in this one's place, so that to let it in gives nothing away; but for
   * folders with the sticky bit, where nobody removes what others made.
   */
  private static void shareWithGroup(Path folder) throws IOException {
    Path above = folder.toAbsolutePath().getParent();
    if (above == null || ((int) Files.getAttribute(above, "unix:mode") & STICKY) != 0) {
      return;
    }
    PosixFileAttributes its = Files.readAttributes(above, PosixFileAttributes.class);
    // Whoever may write above may have put a link here, to a folder that is not to be opened.
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

  /** Makes a new file of these bytes; its content, not its name, is durable then. */
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

  /** Writes over what is there, not durably. */
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
   * @throws FileAlreadyExistsException where the name is taken, by another file
   */
  public void link(Path name, Path file) throws IOException {
    try {
      createLink(name, file);
    } catch (FileAlreadyExistsException e) {
      // NFS may lose the answer to a link that it made, and refuse the second try.
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
   * FAT, SMB and some others have no hard links. Between the look and the rename another writer may
   * win too; both rows are of the same trial, and the later one stays.
   */
  private static void moveToNew(Path name, Path file) throws IOException {
    Files.move(file, name);
  }

  /** Whether Java knows what went wrong: no permission, no such file. */
  private static boolean isOfAKind(FileSystemException e) {
    return e.getClass() != FileSystemException.class;
  }

  /*
   * What the system says of a link that it cannot make is in the user's language, so that the
   * filesystem is asked instead: whether it links the file in the file's own folder.
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

  /** The system call, which says in words of its own why it fails. */
  void createLink(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  /** Puts a file in the place of another, atomically. */
  public void moveOver(Path name, Path file) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the names in a folder durable. */
  void sync(Path folder) throws IOException {
    // Windows cannot open a folder, and needs not to.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Bytes that this process may still write there; a path that is not there yet is asked above.
   * Where nothing can ever be written, such as in /proc, more than anybody needs.
   */
  public long usableBytes(Path path) throws IOException {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    FileStore store = Files.getFileStore(there);
    return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
  }

  /** Deletes a file or an empty folder; without effect where there is neither. */
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }
}
