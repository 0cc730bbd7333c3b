package io.breakwater.app.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.app.demo.Demo;
import io.breakwater.app.demo.DemoSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the alerts and the dashboard read, a running process exports. */
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path dir;

  @Test
  void everyMetricOfTheAlertsAndTheDashboardIsExported() throws IOException {
    DemoSettings settings =
        new DemoSettings(dir, 0, 0, 0, Optional.of(policy()), false, OptionalDouble.of(20), 1);
    try (Demo demo = Demo.start(settings, Clock.systemUTC())) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(MetricNames.exported(scrape(demo.url())))
                      .containsAll(OpsFiles.metrics()));
    }
  }

  private static String policy() throws IOException {
    try (InputStream policy = MetricsIT.class.getResourceAsStream("/ops/policy.yaml")) {
      return new String(policy.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String scrape(URI node) throws IOException, InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(node.resolve("/metrics")).build();
    return http.send(metrics, BodyHandlers.ofString()).body();
  }
}
