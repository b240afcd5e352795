package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.corpus.source.UnreadableException;
import io.github.lstmsweep.corpus.source.UriReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens a file on any filesystem that Hadoop reaches. */
public final class HadoopReader implements UriReader {
  private final StorageSettings settings;

  /** Makes a reader that reaches filesystems with {@code settings}. */
  public HadoopReader(StorageSettings settings) {
    this.settings = settings;
  }

  @Override
  public InputStream open(URI uri, long most) throws IOException {
    FileSystem filesystem = FileSystem.get(uri, settings.configuration());
    Path file = new Path(uri);
    FileStatus status = filesystem.getFileStatus(file);
    if (status.isDirectory()) {
      throw new UnreadableException("must be a file, but is a folder");
    }
    if (status.getLen() > most) {
      throw UnreadableException.longerThan(most);
    }
    return filesystem.open(file);
  }
}
