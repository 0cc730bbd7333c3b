package io.breakwater.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** JSON to and from a Flink cluster; what goes wrong becomes a {@link ClusterException}. */
final class FlinkHttp {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration QUESTION = Duration.ofSeconds(10);

  /** Running a jar's main reads topics first. */
  private static final Duration ORDER = Duration.ofMinutes(3);

  private static final String CAUSED_BY = "Caused by: ";
  private static final String BOUNDARY = "breakwater-job-jar";

  private final URI rest;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  FlinkHttp(URI rest) {
    this.rest = rest;
  }

  JsonNode get(String path) {
    return send(request(path).timeout(QUESTION).GET());
  }

  JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .timeout(ORDER)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  JsonNode delete(String path) {
    return send(request(path).timeout(QUESTION).DELETE());
  }

  JsonNode upload(String path, Path jar) {
    return send(
        request(path)
            .timeout(ORDER)
            .header("content-type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(multipart(jar)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(rest.resolve(path));
  }

  private static BodyPublisher multipart(Path jar) {
    try {
      return BodyPublishers.concat(
          BodyPublishers.ofString(
              "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                      .formatted(BOUNDARY, jar.getFileName())
                  + "Content-Type: application/x-java-archive\r\n\r\n"),
          BodyPublishers.ofFile(jar),
          BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    } catch (FileNotFoundException e) {
      throw new ClusterException("there is no job jar " + jar + ": name it with --jar FILE", e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode body = Json.mapper().readTree(answer.body());
      if (answer.statusCode() >= 400) {
        throw new ClusterException(
            "the Flink cluster at %s refused: %s".formatted(rest, cause(errors(body))));
      }
      return body;
    } catch (IOException e) {
      throw new ClusterException("no Flink cluster answers at " + rest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking the Flink cluster at " + rest, e);
    }
  }

  /** The longest of them is the stack trace. */
  private static String errors(JsonNode body) {
    String longest = "";
    for (JsonNode error : body.path("errors")) {
      longest = error.asText().length() > longest.length() ? error.asText() : longest;
    }
    return longest.isEmpty() ? body.toString() : longest;
  }

  /** What the innermost cause in a stack trace says. */
  static String cause(String stackTrace) {
    int last = stackTrace.lastIndexOf(CAUSED_BY);
    String innermost = last < 0 ? stackTrace : stackTrace.substring(last + CAUSED_BY.length());
    String line = innermost.lines().findFirst().orElse("no reason given");
    return line.replaceFirst("^(?:[\\w$]+\\.)+[\\w$]+(?:Exception|Error): ", "");
  }
}
