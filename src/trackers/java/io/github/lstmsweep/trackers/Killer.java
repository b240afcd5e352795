package io.github.lstmsweep.trackers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Stands before a server, and kills it after a call has reached it. The caller gets no answer to
 * that call.
 */
final class Killer implements AutoCloseable {
  private final HttpServer here;
  private final MlflowServer server;
  private final String call;
  private int left;
  private boolean fired;

  /**
   * Passes all calls on.
   *
   * @param call such as {@code runs/create}
   * @param count how many such calls reach the server
   */
  Killer(MlflowServer server, String call, int count) throws IOException {
    this.server = server;
    this.call = call;
    this.left = count;
    here = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    here.createContext("/", this::pass);
    here.start();
  }

  String url() {
    return "http://127.0.0.1:" + here.getAddress().getPort();
  }

  /** Returns whether it has killed the server. */
  boolean fired() {
    return fired;
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (fired) {
        return;
      }
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server.url() + exchange.getRequestURI()))
                      .header("Content-Type", "application/json")
                      .method(
                          exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      if (exchange.getRequestURI().getPath().endsWith("/" + call) && --left == 0) {
        fired = true;
        server.kill();
        return;
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    here.stop(0);
  }
}
