package io.breakwater.flink.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.flink.history.History.Sent;
import io.breakwater.flink.kafka.TestKafka;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends a history, and knows what the scoring job can have made of it by then. */
final class Upstream {
  private final TestKafka kafka;
  private final Map<String, Instant> events = new HashMap<>();
  private final Set<String> poison = new HashSet<>();
  private final Instant[] latest = new Instant[History.PARTITIONS];
  private long received;

  Upstream(TestKafka kafka) {
    this.kafka = kafka;
    Arrays.fill(latest, Instant.MIN);
  }

  void send(Collection<Sent> more) {
    for (Sent next : more) {
      kafka.send(kafka.topics().exceptions(), next.key(), next.value(), next.trace());
      received++;
      if (next.event() == null) {
        poison.add(new String(next.value(), UTF_8));
      } else {
        Instant at = next.event().occurredAt();
        events.put(next.event().eventId(), at);
        int partition = History.partition(next.key());
        latest[partition] = at.isAfter(latest[partition]) ? at : latest[partition];
      }
    }
    kafka.flush();
  }

  /**
   * The ids of the events for which nothing more must come before they are scored: event time has
   * passed them, and also everything of the same exception that may have come before them.
   */
  Set<String> due() {
    Instant slowest = Arrays.stream(latest).min(Instant::compareTo).orElseThrow();
    if (slowest.equals(Instant.MIN)) {
      return Set.of();
    }
    Instant watermark = slowest.minus(History.OUT_OF_ORDERNESS).minusMillis(1);
    Instant last = watermark.minus(History.OUT_OF_ORDERNESS);
    return events.entrySet().stream()
        .filter(event -> !event.getValue().isAfter(last))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What must be among the dead letters. */
  Set<String> poison() {
    return poison;
  }

  /** What the scoring job must have counted in the end. */
  Map<String, Long> counts() {
    long scored = events.size();
    long invalid = poison.size();
    return Map.of(
        "received", received,
        "invalid", invalid,
        "scored", scored,
        "duplicate", received - invalid - scored);
  }
}
