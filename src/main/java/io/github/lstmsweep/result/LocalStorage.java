package io.github.lstmsweep.result;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A folder on a local disk or NFS. */
final class LocalStorage implements Storage {
  /*
   * Publishing is a hard link, because a rename on a local disk replaces what is there and two
   * writers would both believe they won. The link fails if its name exists, is atomic, and is
   * durable once its folder has been synced.
   */
  private static final int SCRATCH_TRIES = 100;

  private final Path root;

  LocalStorage(URI root) {
    this.root = Path.of(root);
  }

  @Override
  public Kind kind(String path) {
    Path file = root.resolve(path);
    return Files.isDirectory(file) ? Kind.FOLDER : Files.exists(file) ? Kind.FILE : Kind.ABSENT;
  }

  @Override
  public List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      if (Files.exists(root.resolve(folder))) {
        throw e;
      }
      // A file lies on the way.
      return List.of();
    }
    return names;
  }

  @Override
  public byte[] read(String path) throws IOException {
    return Files.readAllBytes(root.resolve(path));
  }

  @Override
  public boolean publish(String path, String scratch, byte[] bytes) throws IOException {
    Path target = root.resolve(path);
    Path folder = target.getParent();
    Optional<Path> made = topmostAbsent(folder);
    try {
      createFolder(folder);
      return publish(target, root.resolve(scratch).resolve(UUID.randomUUID() + ".tmp"), bytes);
    } catch (IOException e) {
      made.ifPresent(topmost -> deleteEmptyFolders(folder, topmost));
      throw e;
    }
  }

  @Override
  public void replace(String path, String scratch, byte[] bytes) throws IOException {
    Path target = root.resolve(path);
    Path temporary = root.resolve(scratch).resolve(UUID.randomUUID() + ".tmp");
    try {
      write(temporary, bytes);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target.getParent());
    } finally {
      discard(temporary);
    }
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    for (int tries = 1; ; tries++) {
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (tries == SCRATCH_TRIES) {
          throw cannotMake(file.getParent());
        }
      }
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      Files.deleteIfExists(root.resolve(path));
    } catch (DirectoryNotEmptyException e) {
      // Left as it is.
    }
  }

  @Override
  public Instant writtenAt(String file) throws IOException {
    return Files.getLastModifiedTime(root.resolve(file)).toInstant();
  }

  private static boolean publish(Path target, Path temporary, byte[] bytes) throws IOException {
    try {
      write(temporary, bytes);
      return link(target, temporary);
    } finally {
      discard(temporary);
    }
  }

  private static boolean link(Path target, Path temporary) throws IOException {
    boolean won = true;
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      won = false;
    }
    sync(target.getParent());
    return won;
  }

  private static void write(Path temporary, byte[] bytes) throws IOException {
    try (FileChannel channel = create(temporary)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  // Another writer of the same trial may delete the empty scratch folder under our feet.
  private static FileChannel create(Path temporary) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.createDirectories(temporary.getParent());
        return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (tries == SCRATCH_TRIES) {
          throw cannotMake(temporary.getParent());
        }
      }
    }
  }

  private static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      if (!Files.isDirectory(folder)) {
        throw cannotMake(folder);
      }
    }
    sync(parent);
  }

  /** A file is in its place, or the filesystem (such as /proc) takes no folders. */
  private static IOException cannotMake(Path folder) {
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        ? new NotDirectoryException(folder.toString())
        : new FileSystemException(folder.toString(), null, "no folder can be made there");
  }

  private static void sync(Path folder) throws IOException {
    // Windows cannot open a folder, and needs not to.
    if (folder != null && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The first folder on the way to {@code folder} that is not there. */
  private static Optional<Path> topmostAbsent(Path folder) {
    Path topmost = null;
    for (Path p = folder; p != null && !Files.exists(p, LinkOption.NOFOLLOW_LINKS); ) {
      topmost = p;
      p = p.getParent();
    }
    return Optional.ofNullable(topmost);
  }

  private static void deleteEmptyFolders(Path deepest, Path topmost) {
    for (Path p = deepest; p.startsWith(topmost); p = p.getParent()) {
      deleteIfEmpty(p);
    }
  }

  private static void discard(Path temporary) {
    deleteQuietly(temporary);
    deleteIfEmpty(temporary.getParent());
  }

  private static void deleteIfEmpty(Path folder) {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      deleteQuietly(folder);
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A folder in which another writer is at work; or a storage that fails, as was told already.
    }
  }
}
