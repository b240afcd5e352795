package io.github.lstmsweep.corpus.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Throws as soon as more bytes than allowed have been read. */
public final class BoundedStream extends FilterInputStream {
  private final long most;
  private long read;

  /** Wraps {@code in}, which may have at most {@code most} bytes. */
  public BoundedStream(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = in.read(bytes, from, length);
    read += Math.max(0, count);
    if (read > most) {
      throw UnreadableException.longerThan(most);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
