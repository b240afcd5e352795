package io.github.lstmsweep.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Reads over HTTP. It gives up on servers that do not answer, do not end or redirect in circles.
 */
public final class HttpReader implements UriReader {
  /** The limits for a text of any size. */
  public static final Limits LONG = new Limits(Duration.ofSeconds(30), Duration.ofHours(1));

  /** The limits for a book. */
  public static final Limits SHORT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10));

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String HTTPS = "https";

  private final Limits limits;
  private final HttpClient client;

  /**
   * The times to wait.
   *
   * @param each for the connection with the beginning of the answer, and for every further part
   * @param all for the whole file
   */
  record Limits(Duration each, Duration all) {}

  /** Makes a reader that waits at most as long as {@code limits} say. */
  public HttpReader(Limits limits) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Returns whether this reader can read {@code uri}: its scheme is http or https. */
  public static boolean reads(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals(HTTPS);
  }

  @Override
  public InputStream open(URI uri, long most) throws IOException {
    Deadline deadline = new Deadline(limits);
    URI at = uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer = answer(at, deadline);
      if (answer.statusCode() == OK) {
        return body(answer, most);
      }
      answer.body().close();
      if (!REDIRECTS.contains(answer.statusCode())) {
        throw new UnreadableException("HTTP status " + answer.statusCode());
      }
      at = target(at, answer);
    }
    throw new UnreadableException(
        "must be there after at most " + MOST_REDIRECTS + " redirects, but leads on");
  }

  private HttpResponse<InputStream> answer(URI uri, Deadline deadline) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client.sendAsync(HttpRequest.newBuilder(uri).build(), info -> new HttpBody(deadline));
    try {
      return exchange.get(deadline.nextNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw deadline.passed();
    } catch (ExecutionException e) {
      throw new UnreadableException(reason(uri, e.getCause()));
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Returns the reason of a failed connection. Java's own message is only the name of a class. */
  private static String reason(URI uri, Throwable failure) {
    if (!(failure instanceof ConnectException)) {
      return UnreadableException.reason(failure);
    }
    boolean isUnknown =
        Stream.iterate(failure, e -> e != null, Throwable::getCause)
            .anyMatch(UnresolvedAddressException.class::isInstance);
    return isUnknown
        ? "the name " + uri.getHost() + " does not resolve"
        : "no server answers at " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static InputStream body(HttpResponse<InputStream> answer, long most) throws IOException {
    if (answer.headers().firstValueAsLong("Content-Length").orElse(0) > most) {
      answer.body().close();
      throw UnreadableException.longerThan(most);
    }
    return answer.body();
  }

  private static URI target(URI from, HttpResponse<InputStream> answer) throws IOException {
    String location = answer.headers().firstValue("Location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("a redirect must lead to a URI");
    }
    if (!reads(to) || to.getHost() == null) {
      throw new UnreadableException("a redirect must lead to http or https");
    }
    if (HTTPS.equalsIgnoreCase(from.getScheme()) && !HTTPS.equalsIgnoreCase(to.getScheme())) {
      throw new UnreadableException("a redirect must not lead from https to http");
    }
    return to;
  }

  /** The time to give up. */
  static final class Deadline {
    private final Limits limits;
    private final long start = System.nanoTime();

    Deadline(Limits limits) {
      this.limits = limits;
    }

    /** Returns how many nanoseconds to wait for the next part. */
    long nextNanos() {
      return Math.min(limits.each().toNanos(), leftNanos());
    }

    private long leftNanos() {
      return Math.max(0, limits.all().toNanos() - (System.nanoTime() - start));
    }

    /** Returns the exception for a wait that ended without data. */
    UnreadableException passed() {
      return new UnreadableException(
          leftNanos() == 0
              ? "not all of it came within " + seconds(limits.all())
              : "nothing came within " + seconds(limits.each()));
    }

    private static String seconds(Duration duration) {
      return duration.toMillis() % 1000 == 0
          ? duration.toSeconds() + " s"
          : duration.toMillis() + " ms";
    }
  }
}
