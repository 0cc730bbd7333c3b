package io.breakwater.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.cli.CommandFailure;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks a running Breakwater; failures are sentences that say which server and what it answered. */
public final class ApiClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // Verifying a long audit chain takes a while.
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final URI server;
  private final Optional<String> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /** Asks a server without a token. */
  public ApiClient(URI server) {
    this(server, Optional.empty());
  }

  /** Asks a server with a token, if there is one. */
  public ApiClient(URI server, Optional<String> token) {
    this.server = server;
    this.token = token;
  }

  /**
   * GETs a JSON document.
   *
   * @param path from the root, e.g. {@code /api/v1/stats}
   * @throws CommandFailure when the server cannot be reached or refuses
   */
  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  /**
   * GETs a text of any length and copies it as it comes; fails as {@link #get}.
   *
   * @param to neither flushed nor closed
   */
  public void copy(String path, Writer to) {
    HttpRequest request = request(path).timeout(ANSWER).GET().build();
    exchange(
        request,
        HttpResponse.BodyHandlers.ofInputStream(),
        response -> {
          try (Reader body = new InputStreamReader(response.body(), StandardCharsets.UTF_8)) {
            if (response.statusCode() >= 400) {
              throw refused(response.statusCode(), Json.mapper().readTree(body));
            }
            body.transferTo(to);
            return null;
          }
        });
  }

  /** POSTs a body of the given media type and reads the JSON answer; fails as {@link #get}. */
  public JsonNode post(String path, String mediaType, String body) {
    return send(
        request(path)
            .header("content-type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /**
   * POSTs JSON with headers of its own and reads the JSON answer; fails as {@link #get}.
   *
   * @param headers by name; those that are null are left away
   */
  public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
    return send(posting(path, body, headers));
  }

  private HttpRequest.Builder posting(String path, JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    headers.forEach(
        (name, value) -> {
          if (value != null) {
            request.header(name, value);
          }
        });
    return request;
  }

  /** As {@link #post(String, JsonNode, Map)}, empty if there is no such thing. */
  public Optional<JsonNode> postIfThere(String path, JsonNode body, Map<String, String> headers) {
    return exchange(
        posting(path, body, headers).timeout(ANSWER).build(),
        HttpResponse.BodyHandlers.ofString(),
        response ->
            response.statusCode() == 404 ? Optional.empty() : Optional.of(answer(response)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    token.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
    return request;
  }

  /** DELETEs and reads the JSON answer; fails as {@link #get}. */
  public JsonNode delete(String path) {
    return send(request(path).DELETE());
  }

  private JsonNode send(HttpRequest.Builder request) {
    return exchange(
        request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString(), this::answer);
  }

  private JsonNode answer(HttpResponse<String> response) {
    JsonNode body = parse(response);
    if (response.statusCode() >= 400) {
      throw refused(response.statusCode(), body);
    }
    return body;
  }

  /** What becomes of an answer. */
  private interface Reading<B, T> {
    T of(HttpResponse<B> response) throws IOException;
  }

  private <B, T> T exchange(
      HttpRequest request, HttpResponse.BodyHandler<B> handler, Reading<B, T> reading) {
    try {
      return reading.of(http.send(request, handler));
    } catch (IOException e) {
      throw CommandFailure.usage(
          "no Breakwater answers at " + server + ": start one, or name it with --server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.problem("interrupted while waiting for " + server);
    }
  }

  private JsonNode parse(HttpResponse<String> response) {
    try {
      return Json.mapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw CommandFailure.usage(
          server
              + " answered "
              + response.statusCode()
              + " and no JSON: is that a Breakwater server?",
          e);
    }
  }

  private CommandFailure refused(int status, JsonNode body) {
    if (status == 401) {
      throw CommandFailure.usage(
          token.isPresent()
              ? server + " does not take your token: " + body.path("detail").asText()
              : server
                  + " wants to know who asks: set BREAKWATER_TOKEN, or name a file with --token-file");
    }
    String said = body.path("detail").asText(body.path("title").asText(""));
    return CommandFailure.problem(
        server + " answered: " + (said.isEmpty() ? "status " + status : said) + changes(body));
  }

  /** What happened meanwhile, if the refusal says so. */
  private static String changes(JsonNode problem) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode change : problem.path("changes")) {
      JsonNode event = change.path("event");
      lines.append(
          "%n  #%s %s by %s at %s"
              .formatted(
                  change.path("sequence").asText(),
                  event.path("type").asText(),
                  event.path("by").asText(),
                  event.path("occurred_at").asText()));
    }
    return lines.toString();
  }
}
