package io.github.lstmsweep.result;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
    createFolder(target.getParent());
    Path folder = root.resolve(scratch);
    Path temporary = folder.resolve(UUID.randomUUID() + ".tmp");
    try {
      write(temporary, bytes);
      return link(target, temporary);
    } finally {
      Files.deleteIfExists(temporary);
      deleteIfEmpty(folder);
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
          throw e;
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
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
    sync(parent);
  }

  private static void sync(Path folder) throws IOException {
    // Windows cannot open a folder, and needs not to.
    if (folder != null && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Another writer is at work in it.
    }
  }
}
