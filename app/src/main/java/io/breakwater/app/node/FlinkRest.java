package io.breakwater.app.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.job.Job;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks a Flink cluster whether the standing jobs run. */
final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final URI rest;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  FlinkRest(URI rest) {
    this.rest = rest;
  }

  /** Why not every job runs, as a sentence; empty when they do. */
  Optional<String> notReady() {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(rest.resolve("/jobs/overview")).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      Set<String> running = running(Json.mapper().readTree(answer.body()));
      List<String> missing =
          Jobs.STANDING.stream().map(Job::name).filter(job -> !running.contains(job)).toList();
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "no job %s is RUNNING on the Flink cluster at %s"
                  .formatted(String.join(", ", missing), rest));
    } catch (IOException e) {
      return Optional.of("Flink does not answer at " + rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking Flink");
    }
  }

  private static Set<String> running(JsonNode overview) {
    return StreamSupport.stream(overview.path("jobs").spliterator(), false)
        .filter(job -> job.path("state").asText().equals("RUNNING"))
        .map(job -> job.path("name").asText())
        .collect(Collectors.toSet());
  }
}
