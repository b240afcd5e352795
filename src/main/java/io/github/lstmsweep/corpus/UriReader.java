package io.github.lstmsweep.corpus;

import java.io.IOException;
import java.net.URI;

/** Reads a whole file from a URI that this package cannot open itself. */
public interface UriReader {
  /** All bytes of the file at {@code uri}. */
  byte[] read(URI uri) throws IOException;
}
