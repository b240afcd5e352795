package io.github.lstmsweep.sweep.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.export.table.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the messages of servers, addresses, experiments and variables that cannot be used. */
class BadServerTest {
  private static final String SECRET = "s3cret-t0ken";

  private static String problem(String url, String experiment, Map<String, String> environment) {
    Destination destination =
        new Destination(
            url, experiment, Destination.Older.KEEP, StorageSettings.ofThisProcess(), environment);
    UserException told =
        catchThrowableOfType(UserException.class, () -> new MlflowExport().open(destination));
    assertThat(told).as(url).isNotNull();
    assertThat(told.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(told.problems()).hasSize(1);
    assertThat(told.toString()).doesNotContain(SECRET);
    return told.problems().get(0);
  }

  private static String problem(String url) {
    return problem(url, "mine", Map.of());
  }

  @Test
  void anAddressMustBeOfAServer() {
    String bound =
        ": must be the http or https URL of an MLflow tracking server, without a query, such as ";
    for (String url :
        new String[] {
          "127.0.0.1:5000",
          "mlruns",
          "",
          "file:///tmp/mlruns",
          "sqlite:///mlflow.db",
          "databricks",
          "http:///experiments",
          "http://",
          "http://a host"
        }) {
      assertThat(problem(url))
          .isEqualTo("Cannot export to " + url + bound + "http://127.0.0.1:5000");
    }
    assertThat(problem("http://host:5000/?token=" + SECRET))
        .isEqualTo("Cannot export to http://host:5000/" + bound + "http://host:5000/");
    assertThat(problem("http://host:5000/#/experiments/1"))
        .isEqualTo("Cannot export to http://host:5000/" + bound + "http://host:5000/");
  }

  @Test
  void aPasswordIsNoPartOfAnAddress() {
    assertThat(problem("https://me:" + SECRET + "@host"))
        .isEqualTo(
            "Cannot export to https://host with a name or password in its URL: must be in the"
                + " variables MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
  }

  @Test
  void aServerMustAnswer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    assertThat(problem(url))
        .isEqualTo("Cannot export to " + url + ": no server answers at 127.0.0.1:" + port);
    assertThat(problem("http://no-such-host.invalid:5000"))
        .isEqualTo(
            "Cannot export to http://no-such-host.invalid:5000: the name no-such-host.invalid does"
                + " not resolve");
  }

  @Test
  void aServerWithoutEncryptionIsNoneForHttps() throws IOException, InterruptedException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket caller = plain.accept()) {
                  caller
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The caller sees a broken connection, and the test fails.
                }
              });
      server.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort();
      assertThat(problem(url))
          .startsWith(
              "Cannot export to "
                  + url
                  + ": no encrypted connection to 127.0.0.1:"
                  + plain.getLocalPort());
      server.join();
    }
  }

  @Test
  void aServerMustBeMlflow() throws IOException {
    String bound =
        ": must be an MLflow tracking server, but its answer to experiments/get-by-name is none of"
            + " MLflow (HTTP status ";
    assertThat(ofServer(404, "<html>Not found</html>", "")).endsWith(bound + "404)");
    assertThat(ofServer(200, "<html>Welcome</html>", "")).endsWith(bound + "200)");
    assertThat(ofServer(404, "{\"error\": \"no such thing\"}", "")).endsWith(bound + "404)");
    assertThat(ofServer(302, "", "https://login.example/?next=" + SECRET))
        .endsWith(bound + "302, a redirect to https://login.example/)");
    assertThat(ofServer(200, "{\"experiment\": {}}", ""))
        .endsWith(": must be an MLflow tracking server, but its experiment has no experiment_id");
    assertThat(ofServer(500, "<html>boom</html>", ""))
        .endsWith(
            ": the server failed at experiments/get-by-name (HTTP status 500: <html>boom</html>)");
  }

  private static String ofServer(int status, String body, String location) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return problem("http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerMayAskForASecretAndNobodyElseSeesIt() throws IOException {
    String mend =
        "; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD";
    try (FakeMlflow server = new FakeMlflow()) {
      server.authorization = Optional.of("Bearer right");
      assertThat(problem(server.url()))
          .isEqualTo(
              "Cannot export to "
                  + server.url()
                  + ": the server does not allow it (HTTP status 401: You are not authenticated,"
                  + " null)"
                  + mend);
      assertThat(problem(server.url(), "mine", Map.of("MLFLOW_TRACKING_TOKEN", SECRET)))
          .endsWith("You are not authenticated, Bearer ***); correct MLFLOW_TRACKING_TOKEN");
      String basic =
          problem(
              server.url(),
              "mine",
              Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", SECRET));
      assertThat(basic)
          .endsWith(
              "You are not authenticated, Basic ***); correct MLFLOW_TRACKING_USERNAME and"
                  + " MLFLOW_TRACKING_PASSWORD");
    }
  }

  @Test
  void anExperimentMustHaveANameAndNotBeDeleted() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      assertThat(problem(server.url(), " ", Map.of()))
          .isEqualTo("Cannot export to an experiment named ' ': must not be blank");
      server.experiments.put("old", "7");
      server.deleted.add("7");
      assertThat(problem(server.url(), "old", Map.of()))
          .isEqualTo(
              "Cannot export to the experiment old: must not be deleted; restore it in MLflow, or"
                  + " name another experiment");
    }
  }

  @Test
  void aVariableThatIsNotFollowedIsRefused() {
    String bound =
        ": must be unset; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
            + " MLFLOW_TRACKING_PASSWORD instead";
    String url = "http://127.0.0.1:1";
    for (String name :
        new String[] {
          "MLFLOW_TRACKING_AUTH", "MLFLOW_TRACKING_AWS_SIGV4", "MLFLOW_TRACKING_CLIENT_CERT_PATH"
        }) {
      assertThat(problem(url, "mine", Map.of(name, SECRET)))
          .isEqualTo("Cannot follow " + name + bound);
    }
    assertThat(problem(url, "mine", Map.of("MLFLOW_TRACKING_INSECURE_TLS", "true")))
        .isEqualTo(
            "Cannot follow MLFLOW_TRACKING_INSECURE_TLS: must be unset, because a server is always"
                + " checked; name its certificate in MLFLOW_TRACKING_SERVER_CERT_PATH instead");
    assertThat(
            problem(
                url,
                "mine",
                Map.of("MLFLOW_TRACKING_INSECURE_TLS", "False", "MLFLOW_TRACKING_AWS_SIGV4", "0")))
        .contains("no server answers");
    assertThat(problem(url, "mine", Map.of("MLFLOW_TRACKING_USERNAME", "me")))
        .isEqualTo(
            "Cannot use MLFLOW_TRACKING_USERNAME alone: must be set together with"
                + " MLFLOW_TRACKING_PASSWORD");
    assertThat(problem(url, "mine", Map.of("MLFLOW_TRACKING_PASSWORD", SECRET)))
        .isEqualTo(
            "Cannot use MLFLOW_TRACKING_PASSWORD alone: must be set together with"
                + " MLFLOW_TRACKING_USERNAME");
    assertThat(problem(url, "mine", Map.of("MLFLOW_TRACKING_TOKEN", SECRET + "\nX: y")))
        .isEqualTo(
            "Cannot use MLFLOW_TRACKING_TOKEN: must have printable ASCII characters without"
                + " blanks");
    assertThat(problem(url, "mine", Map.of("MLFLOW_TRACKING_SERVER_CERT_PATH", "/no/such.pem")))
        .isEqualTo(
            "Cannot set MLFLOW_TRACKING_SERVER_CERT_PATH to /no/such.pem: must be a file of PEM"
                + " certificates (there is no /no/such.pem)");
  }

  @Test
  void aServerThatStaysBusyIsGivenUp() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      server.busy = 100;
      TrackingServer patient =
          new TrackingServer(ServerUrl.of(server.url()), Access.of(Map.of()), Duration.ofMillis(1));
      ServerException told =
          catchThrowableOfType(ServerException.class, () -> Experiment.find(patient, "mine"));
      assertThat(told).hasMessage("the server is busy (HTTP status 503: come back)");
      assertThat(server.busy).as("it was asked four times").isEqualTo(96);
    }
  }

  @Test
  void aNameThatTheServerRefusesIsToldInItsWords() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      TrackingServer calls = new TrackingServer(ServerUrl.of(server.url()), Access.of(Map.of()));
      Experiment longName = Experiment.find(calls, "x".repeat(501));
      ServerException told =
          catchThrowableOfType(ServerException.class, () -> longName.made(calls));
      assertThat(told)
          .hasMessage(
              "the server refused experiments/create (HTTP status 400: 'name' exceeds the maximum"
                  + " length of 500 characters)");
    }
  }
}
