package io.github.lstmsweep.cli.output;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Prints text while it is written, and ends its line however the process ends. Whoever is stopped,
 * or has nobody to read the output any more, is told so by the next piece.
 */
public final class StreamedText implements Predicate<String>, AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;

  private final PrintWriter out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "end of text");
  private volatile boolean stopped;

  public StreamedText(PrintWriter out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public boolean test(String piece) {
    out.print(piece);
    // Flushes too, so that a reader sees each token when it is there.
    return !out.checkError() && !stopped;
  }

  /** Ctrl-C: the line ends before the process does. */
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

  /** Whether the process is being stopped. */
  public boolean isStopped() {
    return stopped;
  }
}
