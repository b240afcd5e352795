package io.github.lstmsweep.corpus;

import java.io.IOException;
import java.net.URI;

/** Reads a whole file that no local path names: of a cluster's filesystem, or of the web. */
@FunctionalInterface
public interface UriReader {
  /** The bytes behind {@code uri}. */
  byte[] read(URI uri) throws IOException;
}
