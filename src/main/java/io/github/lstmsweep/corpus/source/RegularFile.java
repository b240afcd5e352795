package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this machine that ends, and that nobody has to wait for. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Opens it; a link to one will do.
   *
   * @param most bytes that it may have
   * @throws UnreadableException where it is a folder, a device, a pipe or a socket, or is longer
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
    // Files of /proc have no size, and one may grow.
    return new BoundedStream(Files.newInputStream(file), most);
  }
}
