package io.github.lstmsweep.result;

import io.github.lstmsweep.corpus.UriReader;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads a whole file from any filesystem that Hadoop reaches. */
public final class HadoopReader implements UriReader {
  private final StorageSettings settings;

  /** Reaches filesystems as {@code settings} say. */
  public HadoopReader(StorageSettings settings) {
    this.settings = settings;
  }

  @Override
  public byte[] read(URI uri) throws IOException {
    FileSystem filesystem = FileSystem.get(uri, settings.configuration());
    try (FSDataInputStream in = filesystem.open(new Path(uri))) {
      return in.readAllBytes();
    }
  }
}
