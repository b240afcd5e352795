package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.Reason;
import io.github.lstmsweep.sweep.export.mlflow.ServerException.Kind;
import io.github.lstmsweep.trial.PublicUri;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Calls the REST API of a tracking server. A redirect is not followed, because the secret of one
 * server must not reach another.
 */
final class TrackingServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int TRIES = 4;
  private static final int OK = 200;

  /** With these the server says that it did nothing, so every call can be made again. */
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

  private final ServerUrl url;
  private final Access access;
  private final Duration firstWait;
  private final HttpClient client;

  TrackingServer(ServerUrl url, Access access) {
    this(url, access, FIRST_WAIT);
  }

  TrackingServer(ServerUrl url, Access access, Duration firstWait) {
    this.url = url;
    this.access = access;
    this.firstWait = firstWait;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER);
    access.trust().ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** Returns the answer to a question, such as {@code experiments/get-by-name}. */
  JsonNode ask(String call, Map<String, String> query) throws ServerException {
    String text =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return answer(call, HttpRequest.newBuilder(url.call(call, text)).GET());
  }

  /** Returns the answer to an order, such as {@code runs/create}. */
  JsonNode tell(String call, JsonNode body) throws ServerException {
    return answer(
        call,
        HttpRequest.newBuilder(url.call(call, ""))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode answer(String call, HttpRequest.Builder builder) throws ServerException {
    access.authorization().ifPresent(secret -> builder.header("Authorization", secret));
    HttpRequest request = builder.build();
    Duration wait = firstWait;
    HttpResponse<String> answer = send(request);
    for (int tries = 1; tries < TRIES && BUSY.contains(answer.statusCode()); tries++) {
      sleep(wait);
      wait = wait.multipliedBy(2);
      answer = send(request);
    }
    return json(call, answer);
  }

  private JsonNode json(String call, HttpResponse<String> answer) throws ServerException {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      body = JSON.missingNode();
    }
    int status = answer.statusCode();
    if (status == OK && body.isObject()) {
      return body;
    }
    String code = body.path("error_code").asText();
    String text = firstLine(body.path("message").asText(code.isEmpty() ? answer.body() : ""));
    String told = " (HTTP status " + status + (text.isEmpty() ? "" : ": " + text) + ")";
    if (NOT_ALLOWED.contains(status) || code.equals("PERMISSION_DENIED")) {
      throw new ServerException(
          Kind.NOT_ALLOWED, "the server does not allow it" + told + "; " + access.mend());
    }
    if (BUSY.contains(status)) {
      throw new ServerException(Kind.AWAY, "the server is busy" + told);
    }
    if (code.isEmpty()) {
      throw status / 100 == 5
          ? new ServerException(Kind.AWAY, "the server failed at " + call + told)
          : new ServerException(
              Kind.OTHER_SERVER,
              "must be an MLflow tracking server, but its answer to "
                  + call
                  + " is none of MLflow (HTTP status "
                  + status
                  + redirect(answer)
                  + ")");
    }
    throw new ServerException(
        switch (code) {
          case "RESOURCE_DOES_NOT_EXIST" -> Kind.NOT_FOUND;
          case "RESOURCE_ALREADY_EXISTS" -> Kind.EXISTS;
          default -> status / 100 == 5 ? Kind.AWAY : Kind.REFUSED;
        },
        "the server refused " + call + told);
  }

  private static String redirect(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(to -> ", a redirect to " + PublicUri.of(to))
        .orElse("");
  }

  private String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return access.withoutSecrets(line.length() > 200 ? line.substring(0, 200) + "…" : line);
  }

  private HttpResponse<String> send(HttpRequest request) throws ServerException {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return exchange.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new ServerException(
          Kind.AWAY,
          "no answer came from " + url.server() + " within " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new ServerException(Kind.AWAY, reason(e.getCause()));
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new ServerException(Kind.AWAY, "interrupted");
    }
  }

  /** Returns the reason of a failed exchange. Java's own message often is a class's name alone. */
  private String reason(Throwable failure) {
    boolean isUnknown =
        Stream.iterate(failure, e -> e != null, Throwable::getCause)
            .anyMatch(UnresolvedAddressException.class::isInstance);
    if (isUnknown) {
      return "the name " + host() + " does not resolve";
    }
    if (failure instanceof HttpConnectTimeoutException) {
      // Java waits in vain for a server that has no encryption.
      return (url.isEncrypted() ? "no encrypted connection to " : "no server answers at ")
          + url.server()
          + " within "
          + CONNECT.toSeconds()
          + " s";
    }
    if (failure instanceof ConnectException) {
      return "no server answers at " + url.server();
    }
    return failure instanceof SSLException
        ? "no encrypted connection to " + url.server() + " (" + Reason.of(failure) + ")"
        : "the connection to " + url.server() + " broke (" + Reason.of(failure) + ")";
  }

  private String host() {
    return URI.create(url.text()).getHost();
  }

  private static void sleep(Duration wait) throws ServerException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException(Kind.AWAY, "interrupted");
    }
  }
}
