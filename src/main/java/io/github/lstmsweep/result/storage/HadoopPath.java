package io.github.lstmsweep.result.storage;

import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Spells paths as Hadoop does, and recognizes its failures, for callers that do not know Hadoop.
 */
public final class HadoopPath {
  private HadoopPath() {}

  /** Returns the path of {@code file} below {@code root}, as Hadoop and Spark spell it. */
  public static String of(URI root, String file) {
    return new Path(new Path(root), file).toString();
  }

  /** Returns whether {@code e} says that Hadoop has no such filesystem in this process. */
  public static boolean isUnknownFilesystem(Exception e) {
    return e instanceof UnsupportedFileSystemException
        || e instanceof IllegalArgumentException
        || e.getCause() instanceof ClassNotFoundException;
  }
}
