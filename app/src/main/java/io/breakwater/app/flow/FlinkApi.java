package io.breakwater.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** Flink's REST API, as far as the flow needs it. */
final class FlinkApi {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int METRICS_IN_A_REQUEST = 60;

  private final URI rest;
  private final HttpClient http;

  FlinkApi(URI rest, HttpClient http) {
    this.rest = rest;
    this.http = http;
  }

  /**
   * GETs a document.
   *
   * @param path from the root, e.g. {@code /jobs/overview}
   * @throws IOException with one sentence, when there is no answer or it is a refusal
   */
  JsonNode get(String path) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer =
          http.send(
              HttpRequest.newBuilder(rest.resolve(path)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new FlinkAway("Flink does not answer at " + rest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkAway("interrupted while asking Flink", e);
    }
    if (answer.statusCode() != 200) {
      throw new IOException("Flink answered " + answer.statusCode() + " to " + path);
    }
    return Json.mapper().readTree(answer.body());
  }

  /** The names of all metrics of a vertex's subtasks. */
  Metrics names(String job, String vertex) throws IOException {
    return new Metrics(get(path(job, vertex)));
  }

  /** Metrics of a vertex, aggregated over its subtasks. */
  Metrics metrics(String job, String vertex, Collection<String> names) throws IOException {
    Metrics found = new Metrics(Json.mapper().createArrayNode());
    Collection<String> left = names;
    while (!left.isEmpty()) {
      String some =
          left.stream()
              .limit(METRICS_IN_A_REQUEST)
              .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
              .collect(Collectors.joining(","));
      found = found.with(get(path(job, vertex) + "?agg=sum,max&get=" + some));
      left = left.stream().skip(METRICS_IN_A_REQUEST).toList();
    }
    return found;
  }

  private static String path(String job, String vertex) {
    return "/jobs/" + job + "/vertices/" + vertex + "/subtasks/metrics";
  }

  /** Nobody is there: asking for more would only take longer. */
  static final class FlinkAway extends IOException {
    private static final long serialVersionUID = 1L;

    FlinkAway(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
