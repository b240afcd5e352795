package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP answer while it arrives. The JDK's own stream can wait forever, because a
 * request's timeout ends with the headers.
 */
final class HttpBody extends InputStream implements BodySubscriber<InputStream> {
  /** An empty part marks the end; the server never sends one. */
  private static final List<ByteBuffer> END = List.of();

  private final HttpReader.Deadline deadline;
  private final BlockingQueue<List<ByteBuffer>> parts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private volatile Throwable failure;
  private List<ByteBuffer> part = List.of();
  private int next;
  private boolean isOver;

  HttpBody(HttpReader.Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription.complete(s);
    s.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> arrived) {
    if (arrived.isEmpty()) {
      subscription.join().request(1);
    } else {
      parts.add(arrived);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    parts.add(END);
  }

  @Override
  public void onComplete() {
    parts.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!isOver) {
      while (next < part.size()) {
        ByteBuffer buffer = part.get(next);
        if (buffer.hasRemaining()) {
          int count = Math.min(length, buffer.remaining());
          buffer.get(bytes, from, count);
          return count;
        }
        next++;
      }
      take();
    }
    return -1;
  }

  private void take() throws IOException {
    try {
      List<ByteBuffer> arrived = parts.poll(deadline.nextNanos(), TimeUnit.NANOSECONDS);
      if (arrived == null) {
        close();
        throw deadline.passed();
      }
      if (arrived.isEmpty()) {
        isOver = true;
        if (failure != null) {
          throw new UnreadableException(UnreadableException.reason(failure));
        }
        return;
      }
      part = arrived;
      next = 0;
      subscription.join().request(1);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    isOver = true;
    CompletableFuture<Void> unused = subscription.thenAccept(Flow.Subscription::cancel);
  }
}
