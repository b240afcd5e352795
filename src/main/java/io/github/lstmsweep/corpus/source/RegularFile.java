package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files of this machine that have an end and never make the reader wait. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Opens {@code file}, which may be a link to a regular file.
   *
   * @param most maximum number of bytes
   * @throws UnreadableException if it is a folder, a device, a pipe or a socket, or is longer
   */
  public static InputStream open(Path file, long most) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnreadableException("must be a text file, but is a folder");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UnreadableException("must be a regular file, but is a device, a pipe or a socket");
    }
    if (Files.size(file) > most) {
      throw UnreadableException.longerThan(most);
    }
    // Files of /proc report no size, and a file may grow.
    return new BoundedStream(Files.newInputStream(file), most);
  }
}
