package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of this process; no network. */
class HttpReaderTest {
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "text".getBytes(StandardCharsets.UTF_8);
          boolean found = exchange.getRequestURI().getPath().equals("/text.txt");
          exchange.sendResponseHeaders(found ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theBodyIsRead() throws IOException {
    assertThat(new HttpReader().read(address("/text.txt"))).asString().isEqualTo("text");
  }

  @Test
  void anAnswerOtherThanOkIsNoText() {
    assertThatThrownBy(() -> new HttpReader().read(address("/gone.txt")))
        .isInstanceOf(IOException.class)
        .hasMessage("HTTP status 404");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    URI address = address("/text.txt");
    server.stop(0);
    assertThatThrownBy(() -> new HttpReader().read(address))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("ConnectException");
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
