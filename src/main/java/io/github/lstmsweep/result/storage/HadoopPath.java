package io.github.lstmsweep.result.storage;

import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Paths and failures in the words of Hadoop, for callers that do not know Hadoop. */
public final class HadoopPath {
  private HadoopPath() {}

  /** The path of {@code file} below {@code root}, as Hadoop and Spark spell it. */
  public static String of(URI root, String file) {
    return new Path(new Path(root), file).toString();
  }

  /** Whether {@code e} says that Hadoop has no such filesystem in this process. */
  public static boolean isUnknownFilesystem(Exception e) {
    return e instanceof UnsupportedFileSystemException
        || e instanceof IllegalArgumentException
        || e.getCause() instanceof ClassNotFoundException;
  }
}
