package io.github.lstmsweep.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A web server on the loopback address that writes its answers byte by byte. So it can answer as no
 * honest server does.
 */
public final class LoopbackServer implements AutoCloseable {
  /** Answers one request. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Writes the whole answer; the connection is closed afterwards.
     *
     * @param path of the request, with its query
     */
    void write(String path, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Answer answer;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Starts a server that listens until it is closed. */
  public LoopbackServer(Answer answer) {
    this.answer = answer;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Returns a server that answers every request with this text. */
  public static LoopbackServer of(String text) {
    return new LoopbackServer((path, out) -> out.write(ok(text)));
  }

  /** Returns the bytes of a plain answer. */
  public static byte[] ok(String text) {
    return ("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the bytes of an answer that redirects the client to {@code location}. */
  public static byte[] redirect(String location) {
    return ("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the address of {@code path} on this server. */
  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Returns the requested paths, with their queries. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        daemon(() -> answer(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      String request = in.readLine();
      if (request == null) {
        return;
      }
      String path = request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
      requests.add(path);
      while (!in.readLine().isEmpty()) {
        // Headers.
      }
      answer.write(path, connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException e) {
      // The client left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "loopback server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
