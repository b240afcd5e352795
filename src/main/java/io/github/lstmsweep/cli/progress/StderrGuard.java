package io.github.lstmsweep.cli.progress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Makes room on the terminal before anything in this process writes to standard error, such as the
 * log of Spark.
 */
final class StderrGuard implements AutoCloseable {
  private final PrintStream before = System.err;
  private final PrintStream guarded;

  /** Replaces standard error until {@link #close}. */
  StderrGuard(Runnable makeRoom) {
    guarded = new PrintStream(new Guarded(before, makeRoom), true, Charset.defaultCharset());
    System.setErr(guarded);
  }

  @Override
  public void close() {
    if (System.err == guarded) {
      System.setErr(before);
    }
  }

  private static final class Guarded extends FilterOutputStream {
    private final Runnable makeRoom;

    Guarded(OutputStream to, Runnable makeRoom) {
      super(to);
      this.makeRoom = makeRoom;
    }

    @Override
    public void write(int one) throws IOException {
      makeRoom.run();
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      makeRoom.run();
      out.write(bytes, from, length);
    }
  }
}
