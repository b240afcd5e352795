package io.github.lstmsweep.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.corpus.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from honest and dishonest servers in this process, without the network. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpReaderTest {
  private static final long MOST = 1000;
  private static final HttpReader.Limits SOON =
      new HttpReader.Limits(Duration.ofMillis(300), Duration.ofMillis(1500));
  private static final HttpReader.Limits LATE =
      new HttpReader.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));

  @Test
  void theBodyIsReadWithItsQuerySent() throws IOException {
    try (LoopbackServer server = LoopbackServer.of("text")) {
      assertThat(read(server.address("/text.txt?a=b"), LATE)).isEqualTo("text");
      assertThat(server.requests()).containsExactly("/text.txt?a=b");
    }
  }

  @Test
  void aLongBodyArrivesWhole() throws IOException {
    String text = "All of it, and nothing twice. ".repeat(100_000);
    try (LoopbackServer server = LoopbackServer.of(text);
        InputStream in = new HttpReader(LATE).open(server.address("/"), text.length())) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void anAnswerOtherThanOkIsNoText() {
    refused(
        (path, out) ->
            out.write(
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)),
        LATE,
        "HTTP status 404");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    LoopbackServer server = LoopbackServer.of("text");
    URI address = server.address("/text.txt");
    server.close();
    assertThatThrownBy(() -> read(address, LATE))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("no server answers at 127.0.0.1:" + address.getPort());
    assertThatThrownBy(() -> read(URI.create("http://nosuchhost.invalid/a.txt"), LATE))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the name nosuchhost.invalid does not resolve");
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() {
    refused((path, out) -> Thread.sleep(60_000), SOON, "nothing came within 300 ms");
  }

  @Test
  void aServerThatStopsInTheMiddleIsGivenUp() {
    refused(
        (path, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          Thread.sleep(60_000);
        },
        SOON,
        "nothing came within 300 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n"})
  void aServerThatGivesAByteNowAndThenIsGivenUp(String beginning) {
    refused(
        (path, out) -> {
          out.write(beginning.getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(100);
          }
        },
        new HttpReader.Limits(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        "not all of it came within 1 s");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    refused(
        (path, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(new byte[1 << 16]);
          }
        },
        LATE,
        "must be at most 1,000 bytes");
  }

  @Test
  void anAnswerThatSaysItIsTooLongIsNotRead() {
    refused(
        (path, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          Thread.sleep(60_000);
        },
        LATE,
        "must be at most 1,000 bytes");
  }

  @Test
  void anAnswerThatEndsEarlyIsNoText() {
    try (LoopbackServer server =
        new LoopbackServer(
            (path, out) ->
                out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                        .getBytes(StandardCharsets.US_ASCII)))) {
      assertThatThrownBy(() -> read(server.address("/"), LATE))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("100");
    }
  }

  @Test
  void redirectsAreFollowedFiveTimes() throws IOException {
    try (LoopbackServer server = hops(5)) {
      assertThat(read(server.address("/0"), LATE)).isEqualTo("text");
      assertThat(server.requests()).containsExactly("/0", "/1", "/2", "/3", "/4", "/5");
    }
    try (LoopbackServer server = hops(6)) {
      assertThatThrownBy(() -> read(server.address("/0"), LATE))
          .isInstanceOf(UnreadableException.class)
          .hasMessage("must be there after at most 5 redirects, but leads on");
      assertThat(server.requests()).hasSize(6);
    }
  }

  private static LoopbackServer hops(int count) {
    return new LoopbackServer(
        (path, out) -> {
          int hop = Integer.parseInt(path.substring(1));
          out.write(
              hop < count ? LoopbackServer.redirect("/" + (hop + 1)) : LoopbackServer.ok("text"));
        });
  }

  @Test
  void aRedirectInACircleIsGivenUp() {
    refused(
        (path, out) -> out.write(LoopbackServer.redirect(path)),
        LATE,
        "must be there after at most 5 redirects, but leads on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://host/text", "jar:file:/a.jar!/b", "http:///text"})
  void aRedirectToAnotherSchemeIsRefused(String location) {
    refused(
        (path, out) -> out.write(LoopbackServer.redirect(location)),
        LATE,
        "a redirect must lead to http or https");
  }

  @Test
  void aRedirectToNowhereIsRefused() {
    refused(
        (path, out) -> out.write(LoopbackServer.redirect("http://a b")),
        LATE,
        "a redirect must lead to a URI");
  }

  private static void refused(
      LoopbackServer.Answer answer, HttpReader.Limits limits, String reason) {
    try (LoopbackServer server = new LoopbackServer(answer)) {
      assertThatThrownBy(() -> read(server.address("/text.txt"), limits))
          .isInstanceOf(UnreadableException.class)
          .hasMessage(reason);
      assertThat(server.requests()).as("the server was asked").isNotEmpty();
    }
  }

  private static String read(URI uri, HttpReader.Limits limits) throws IOException {
    try (InputStream in = new BoundedStream(new HttpReader(limits).open(uri, MOST), MOST)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
