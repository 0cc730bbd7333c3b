package io.breakwater.app.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Asks a Flink cluster whether the scoring job runs. */
final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String JOB = "scoring";

  private final URI rest;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  FlinkRest(URI rest) {
    this.rest = rest;
  }

  /** Why the job does not run, as a sentence; empty when it does. */
  Optional<String> notReady() {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(rest.resolve("/jobs/overview")).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return isRunning(Json.mapper().readTree(answer.body()))
          ? Optional.empty()
          : Optional.of("no job " + JOB + " is RUNNING on the Flink cluster at " + rest);
    } catch (IOException e) {
      return Optional.of("Flink does not answer at " + rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking Flink");
    }
  }

  private static boolean isRunning(JsonNode overview) {
    return StreamSupport.stream(overview.path("jobs").spliterator(), false)
        .anyMatch(
            job ->
                job.path("name").asText().contains(JOB)
                    && job.path("state").asText().equals("RUNNING"));
  }
}
