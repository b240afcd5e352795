package io.github.lstmsweep.trackers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real {@code mlflow server} on loopback, with its runs in a SQLite file. */
final class MlflowServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final Path folder;
  private final int port;
  private Process process;

  /** Starts a server that keeps everything in {@code folder}. */
  MlflowServer(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start();
  }

  /** Starts it again, with the runs that it had. */
  void start() throws IOException, InterruptedException {
    Path log = folder.resolve("server.log");
    process =
        Python.with(
                "-m",
                "mlflow",
                "server",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("runs.db"),
                "--artifacts-destination",
                folder.resolve("artifacts"),
                "--host",
                "127.0.0.1",
                "--port",
                port,
                "--workers",
                1)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long end = System.nanoTime() + START.toNanos();
    while (!isHealthy()) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as("it starts: %s", Files.readString(log))
          .isTrue();
      Thread.sleep(200);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private boolean isHealthy() throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url() + "/health"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills the server and the processes that it started, by their ids. */
  void kill() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  @Override
  public void close() {
    kill();
  }
}
