package io.github.lstmsweep.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium without a window, driven by its own DevTools protocol. The protocol needs neither a
 * driver of the browser's version nor a library besides the JDK and Jackson.
 */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private String session = "";

  /** Returns the program; empty if this machine has none on its path. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with an empty profile in a folder. */
  Browser(Path folder) throws Exception {
    process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless=new",
                // A container's user is often root, for whom the sandbox does not start.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  private URI address() throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      int at = line.indexOf("ws://");
      if (at >= 0) {
        Thread reader = new Thread(() -> skip(said), "browser-output");
        reader.setDaemon(true);
        reader.start();
        return URI.create(line.substring(at).strip());
      }
    }
    throw new IOException("the browser ended without an address");
  }

  private static void skip(BufferedReader said) {
    try {
      while (said.readLine() != null) {
        // Nobody needs the browser's own lines.
      }
    } catch (IOException e) {
      // The browser has ended.
    }
  }

  /** Opens a file and waits until it has been loaded. */
  void open(Path file) throws Exception {
    events.clear();
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    for (int i = 0; i < 10 * SECONDS; i++) {
      if (events("Page.loadEventFired").findAny().isPresent()
          && evaluate("document.readyState").asText().equals("complete")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the page has not been loaded");
  }

  /** Sets the size of the page, and whether the person likes it dark. */
  void show(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Shows the page as a printer would, or as a screen. */
  void print(boolean on) {
    call("Emulation.setEmulatedMedia", Map.of("media", on ? "print" : ""));
  }

  /** Switches scripts off or on, for pages that are opened afterwards. */
  void scripts(boolean on) {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /** Returns the value of a JavaScript expression. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Moves the pointer. */
  void move(double x, double y) {
    mouse("mouseMoved", x, y, "none");
  }

  /** Presses and releases the first button. */
  void click(double x, double y) {
    move(x, y);
    mouse("mousePressed", x, y, "left");
    mouse("mouseReleased", x, y, "left");
  }

  /** Presses at one place and releases at another. */
  void drag(double fromX, double fromY, double toX, double toY) {
    move(fromX, fromY);
    mouse("mousePressed", fromX, fromY, "left");
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, "left");
    mouse("mouseMoved", toX, toY, "left");
    mouse("mouseReleased", toX, toY, "left");
  }

  private void mouse(String type, double x, double y, String button) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            button,
            "buttons",
            button.equals("left") ? 1 : 0,
            "clickCount",
            type.equals("mouseMoved") ? 0 : 1));
  }

  /** Presses a key, such as {@code Enter}. */
  void key(String name) {
    for (String type : List.of("keyDown", "keyUp")) {
      Map<String, Object> key =
          new java.util.HashMap<>(Map.of("type", type, "key", name, "code", name));
      if (name.equals("Enter")) {
        key.put("text", "\r");
      }
      call("Input.dispatchKeyEvent", key);
    }
  }

  /** Writes a picture of the page from its top to a height. */
  void picture(Path file, int height) throws IOException {
    JsonNode size = call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    Map<String, Object> clip =
        Map.of(
            "x",
            0,
            "y",
            0,
            "width",
            size.get("width").asDouble(),
            "height",
            Math.min(height, size.get("height").asDouble()),
            "scale",
            1);
    picture(file, clip);
  }

  private void picture(Path file, Map<?, ?> clip) throws IOException {
    String data =
        call(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
            .get("data")
            .asText();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, java.util.Base64.getDecoder().decode(data));
  }

  /** Returns what the console has been told since the page was opened: errors and all others. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    events("Runtime.consoleAPICalled").forEach(e -> lines.add(e.toString()));
    events("Runtime.exceptionThrown").forEach(e -> lines.add(e.toString()));
    events("Log.entryAdded").forEach(e -> lines.add(e.toString()));
    return lines;
  }

  /** Returns the addresses that the page has asked for, besides its own. */
  List<String> requests() {
    return events("Network.requestWillBeSent")
        .map(e -> e.at("/params/request/url").asText())
        .filter(url -> !url.startsWith("file:") && !url.startsWith("blob:"))
        .toList();
  }

  private Stream<JsonNode> events(String method) {
    return events.stream().filter(e -> e.path("method").asText().equals(method));
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = number.incrementAndGet();
    ObjectNode request = JSON.createObjectNode();
    request.put("id", id).put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty() && !method.startsWith("Browser.")) {
      request.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      socket.sendText(request.toString(), true).get(SECONDS, TimeUnit.SECONDS);
      JsonNode got = answer.get(SECONDS, TimeUnit.SECONDS);
      if (got.has("error")) {
        throw new IllegalStateException(method + ": " + got.get("error"));
      }
      return got.get("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(method, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** Collects the parts of a message, and hands it to the one who waits for it. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        try {
          JsonNode got = JSON.readTree(message.toString());
          if (got.has("id")) {
            answers.remove(got.get("id").asInt()).complete(got);
          } else {
            events.add(got);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
