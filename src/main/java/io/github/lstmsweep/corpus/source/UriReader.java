package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Opens a file that no local path names: of a cluster's filesystem, or of the web. */
@FunctionalInterface
public interface UriReader {
  /**
   * The bytes behind {@code uri}.
   *
   * @param most bytes that it may have; one that says it has more is refused at once
   */
  InputStream open(URI uri, long most) throws IOException;
}
