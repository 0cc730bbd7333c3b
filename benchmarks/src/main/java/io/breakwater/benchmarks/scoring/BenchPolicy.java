package io.breakwater.benchmarks.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The policy of the benchmark: 8 features over two keys, 20 rules. */
final class BenchPolicy {
  private BenchPolicy() {}

  /** Features see events in the order of event time. */
  static String inEventTime() throws IOException {
    try (InputStream yaml = BenchPolicy.class.getResourceAsStream("/scoring-bench-policy.yaml")) {
      return new String(yaml.readAllBytes(), UTF_8);
    }
  }

  /** Features see events as they arrive. */
  static String byArrival() throws IOException {
    return inEventTime().replace("order: event-time", "order: arrival");
  }
}
