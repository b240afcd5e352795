package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Opens a file that no local path names, on a cluster's filesystem or on the web. */
@FunctionalInterface
public interface UriReader {
  /**
   * Opens the bytes of {@code uri}.
   *
   * @param most maximum number of bytes; a file that declares more is refused at once
   */
  InputStream open(URI uri, long most) throws IOException;
}
