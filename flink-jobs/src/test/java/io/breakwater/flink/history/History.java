package io.breakwater.flink.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Twenty minutes of exceptions in bursts, always the same, and the orders in which they may arrive.
 */
final class History {
  private History() {}

  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  static final Duration LENGTH = Duration.ofMinutes(20);

  /** Of the scoring job. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);

  /** As many as the largest parallelism: a subtask without one would hold back event time. */
  static final int PARTITIONS = 4;

  /** When exceptions are raised for the last time, long after all else. */
  static final Duration LAST_RAISED = Duration.ofHours(2);

  /** Where two incidents are one, once an exception has come that lies between them. */
  static final String BRIDGED = "bridged";

  private static final String SOURCE = "bank";
  private static final int BURSTS = 36;
  private static final int IN_A_BURST = 4;

  /**
   * What a producer sends.
   *
   * @param event null for what is none
   * @param at when it arrives, by the clock of event time
   */
  record Sent(ExceptionEvent event, Instant at, String key, byte[] value) {

    private static Sent of(ExceptionEvent event, Instant at) {
      return new Sent(event, at, event.key(), Json.bytes(event));
    }

    /** Of its producer, so it does not depend on where the record comes to stand. */
    TraceContext trace() {
      String id = event == null ? new String(value, UTF_8) : event.exceptionId();
      String traceId = Identity.hash128("trace", id);
      return new TraceContext(traceId, traceId.substring(16));
    }
  }

  /** All of it in the order of event time. */
  static List<Sent> inOrder() {
    return arriving(new Random(0), 1);
  }

  /**
   * All of it in another order: each event as late as the scoring job allows, at most. One in
   * twenty is sent twice, one in a hundred is nonsense.
   */
  static List<Sent> inOrder(int number) {
    return arriving(new Random(number), OUT_OF_ORDERNESS.toMillis());
  }

  private static List<Sent> arriving(Random random, long bound) {
    List<ExceptionEvent> events = events();
    List<Sent> arriving = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      ExceptionEvent event = events.get(i);
      for (int copies = i % 20 == 0 ? 2 : 1; copies > 0; copies--) {
        arriving.add(Sent.of(event, event.occurredAt().plusMillis(random.nextLong(bound))));
      }
      if (i % 100 == 50) {
        byte[] poison = ("{\"poison\":" + i).getBytes(UTF_8);
        arriving.add(new Sent(null, event.occurredAt(), "poison-" + i, poison));
      }
    }
    arriving.sort(Comparator.comparing(Sent::at));
    return arriving;
  }

  /** Comes when its time is long over, in every order. */
  static Sent bridge() {
    // Without a counterparty no feature says something of it: what they remember of so long ago
    // depends on how far event time has come.
    ExceptionEvent late =
        event("late", Kind.RAISED, at(85), Severity.HIGH, Map.of("market", BRIDGED));
    return Sent.of(late, at(0).plus(LENGTH));
  }

  /** Lets event time pass everything, in every partition of {@code exceptions} and of the rest. */
  static List<Sent> afterwards() {
    return closing(Kind.RAISED, LENGTH.plus(OUT_OF_ORDERNESS.multipliedBy(2)).plusSeconds(10));
  }

  /** And hours later the same exceptions once more, so that event time passes the clocks too. */
  static List<Sent> farInTheFuture() {
    List<Sent> last = new ArrayList<>(closing(Kind.RESOLVED, Duration.ofHours(1)));
    last.addAll(closing(Kind.RAISED, LAST_RAISED));
    last.addAll(closing(Kind.UPDATED, Duration.ofHours(3)));
    return last;
  }

  static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  /** Where a record with that key comes to stand. */
  static int partition(String key) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), PARTITIONS);
  }

  private static List<Sent> closing(Kind kind, Duration after) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(
            partition ->
                Sent.of(
                    event(
                        closingId(partition),
                        kind,
                        NOON.plus(after),
                        Severity.HIGH,
                        Map.of("market", "closing")),
                    NOON.plus(after)))
        .toList();
  }

  /** Of an exception that falls on this partition, as does its work item. */
  private static String closingId(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "closing-" + i)
        .filter(id -> partition(Identity.exceptionKey(SOURCE, id)) == partition)
        .filter(id -> partition(Identity.workItemId(SOURCE, id)) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static List<ExceptionEvent> events() {
    Random random = new Random(42);
    List<ExceptionEvent> events = new ArrayList<>();
    for (int second : new int[] {60, 65, 70, 100, 105, 110}) {
      live("bridged-" + second, BRIDGED, second * 1_000, Severity.HIGH, random, events);
    }
    for (int burst = 0; burst < BURSTS; burst++) {
      int begins = random.nextInt((int) LENGTH.toMillis());
      String market = "market-" + random.nextInt(4);
      for (int i = 0; i < IN_A_BURST; i++) {
        int raised = begins + random.nextInt(30_000);
        Severity severity = Severity.values()[random.nextInt(Severity.values().length)];
        live("E" + burst + "-" + i, market, raised, severity, random, events);
      }
    }
    events.removeIf(event -> !event.occurredAt().isBefore(NOON.plus(LENGTH)));
    events.sort(Comparator.comparing(ExceptionEvent::occurredAt));
    return events;
  }

  /** One exception: raised, mostly updated and resolved, sometimes raised again. */
  private static void live(
      String id,
      String market,
      int raised,
      Severity severity,
      Random random,
      List<ExceptionEvent> events) {
    Map<String, String> attributes =
        random.nextInt(10) == 0
            ? Map.of("market", market)
            : Map.of("market", market, "counterparty", "C" + random.nextInt(6));
    int at = raised;
    events.add(event(id, Kind.RAISED, millis(at), severity, attributes));
    if (random.nextInt(3) > 0) {
      at += 1_000 + random.nextInt(60_000);
      events.add(event(id, Kind.UPDATED, millis(at), Severity.MEDIUM, attributes));
    }
    if (random.nextInt(10) > 0) {
      at += 1_000 + random.nextInt(random.nextBoolean() ? 40_000 : 300_000);
      events.add(event(id, Kind.RESOLVED, millis(at), severity, attributes));
      if (random.nextInt(6) == 0) {
        at += 1_000 + random.nextInt(20_000);
        events.add(event(id, Kind.RAISED, millis(at), Severity.CRITICAL, attributes));
      }
    }
  }

  private static Instant millis(int sinceNoon) {
    return NOON.plusMillis(sinceNoon);
  }

  private static ExceptionEvent event(
      String id, Kind kind, Instant at, Severity severity, Map<String, String> attributes) {
    BigDecimal amount = BigDecimal.valueOf(Math.floorMod(id.hashCode(), 10_000), 2);
    return new ExceptionEvent(
        id, SOURCE, kind, "settlement.fail", severity, at, amount, "EUR", null, attributes);
  }
}
