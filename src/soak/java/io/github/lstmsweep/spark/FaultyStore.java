package io.github.lstmsweep.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy of an S3 server. It refuses requests, cuts them off or loses their answers. */
final class FaultyStore implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "host", "expect", "upgrade", "transfer-encoding");

  /** The faults that a request may meet. */
  enum Fault {
    /** The server asks for fewer requests; nothing is done. */
    THROTTLED,
    /** The connection ends in the middle of an object; nothing is done. */
    CUT_OFF,
    /** The object is stored, and nobody is told. */
    UNANSWERED
  }

  private final URI store;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger puts = new AtomicInteger();
  private final Map<Fault, Integer> fired = new EnumMap<>(Fault.class);

  /** Starts a proxy of {@code store}. */
  FaultyStore(URI store) throws IOException {
    this.store = store;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the URI at which the proxy listens. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns how often each fault was met. */
  synchronized Map<Fault, Integer> fired() {
    return new EnumMap<>(fired);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // The periods are primes, so that no kind of request always meets the same fault.
      if (requests.incrementAndGet() % 7 == 0) {
        fire(Fault.THROTTLED);
        throttle(exchange);
        return;
      }
      int put = exchange.getRequestMethod().equals("PUT") ? puts.incrementAndGet() : 0;
      int length = Integer.parseInt(header(exchange, "Content-Length", "0"));
      if (put > 0 && put % 5 == 0 && length > 0) {
        fire(Fault.CUT_OFF);
        exchange.getRequestBody().readNBytes(length / 2);
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange);
      if (put > 0 && put % 11 == 0) {
        fire(Fault.UNANSWERED);
        return;
      }
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void fire(Fault fault) {
    fired.merge(fault, 1, Integer::sum);
  }

  private static void throttle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] error =
        "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(503, -1);
    } else {
      exchange.sendResponseHeaders(503, error.length);
      exchange.getResponseBody().write(error);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(store.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!HOP_BY_HOP.contains(lower) || (head && lower.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String header(HttpExchange exchange, String name, String otherwise) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? otherwise : value;
  }
}
