package io.github.lstmsweep.cli.output;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Prints text piece by piece, and ends its line however the process ends. {@link #test} returns
 * false if the process is being stopped or nobody reads the output any more.
 */
public final class StreamedText implements Predicate<String>, AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;

  private final PrintWriter out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "end of text");
  private volatile boolean stopped;

  /** Prints to {@code out}. */
  public StreamedText(PrintWriter out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public boolean test(String piece) {
    out.print(piece);
    // checkError also flushes, so a reader sees each token at once.
    return !out.checkError() && !stopped;
  }

  /**
   * Delays the end of the process after Ctrl-C until the line has ended, for at most two seconds.
   */
  private void stop() {
    stopped = true;
    try {
      boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    out.println();
    out.flush();
    ended.countDown();
    if (!Interruption.begun()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /** Returns whether the process is being stopped. */
  public boolean isStopped() {
    return stopped;
  }
}
