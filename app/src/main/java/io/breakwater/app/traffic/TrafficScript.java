package io.breakwater.app.traffic;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A day at a bank in small: settlements, payments and reconciliations that break, are updated and
 * get fixed upstream, with the duplicates, late events and malformed records of real producers. The
 * same seed and the same instants give the same messages.
 */
public final class TrafficScript {
  private static final double MALFORMED = 0.01;
  private static final double DUPLICATE = 0.03;
  private static final double LATE = 0.03;
  private static final double UPDATED = 0.07;
  private static final double RESOLVED = 0.35;
  private static final double WITHOUT_TRACE = 0.1;
  private static final int MOST_OPEN = 5_000;

  private final String run;
  private final SplittableRandom random;
  private final Deque<ExceptionEvent> open = new ArrayDeque<>();
  private long number;
  private Message latest;

  /**
   * A record to send; not compared.
   *
   * @param key null where the producer did not know the exception
   * @param traceparent null where the producer sent none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Message(Optional<String> key, byte[] value, Optional<String> traceparent) {}

  /**
   * @param run goes into every exception id, so that two runs raise different exceptions
   */
  public TrafficScript(long seed, String run) {
    this.random = new SplittableRandom(seed);
    this.run = run;
  }

  /** The next message, as if it happened at {@code now}. */
  public Message next(Instant now) {
    double dice = random.nextDouble();
    if (dice < MALFORMED) {
      return malformed();
    }
    if (dice < MALFORMED + DUPLICATE && latest != null) {
      return latest;
    }
    latest = message(event(now, dice - MALFORMED - DUPLICATE));
    return latest;
  }

  private ExceptionEvent event(Instant now, double dice) {
    if (dice < UPDATED && !open.isEmpty()) {
      return follow(open.peekLast(), Kind.UPDATED, now);
    }
    if ((dice < UPDATED + RESOLVED && open.size() > 20) || open.size() >= MOST_OPEN) {
      return follow(open.pollFirst(), Kind.RESOLVED, now);
    }
    ExceptionEvent raised = Breakages.raise(random, run, ++number, at(now));
    open.addLast(raised);
    return raised;
  }

  private Instant at(Instant now) {
    return random.nextDouble() < LATE
        ? now.minus(Duration.ofSeconds(60 + random.nextInt(600)))
        : now.minusMillis(random.nextInt(2_000));
  }

  private ExceptionEvent follow(ExceptionEvent raised, Kind kind, Instant now) {
    Severity severity = kind == Kind.UPDATED ? Severity.HIGH : raised.severity();
    return new ExceptionEvent(
        raised.exceptionId(),
        raised.sourceId(),
        kind,
        raised.type(),
        severity,
        now,
        raised.amount(),
        raised.currency(),
        raised.deskHint(),
        raised.attributes());
  }

  private Message message(ExceptionEvent event) {
    Optional<String> trace =
        random.nextDouble() < WITHOUT_TRACE
            ? Optional.empty()
            : Optional.of(new TraceContext(hex() + hex(), hex()).traceparent());
    return new Message(Optional.of(event.key()), Json.bytes(event), trace);
  }

  private String hex() {
    return "%016x".formatted(random.nextLong() | 1);
  }

  private Message malformed() {
    String text =
        switch (random.nextInt(4)) {
          case 0 -> "{\"exception_id\": \"cut-off";
          case 1 -> "{\"exception_id\": \"no-type\", \"source_id\": \"legacy\"}";
          case 2 ->
              "{\"exception_id\": \"bad-time\", \"source_id\": \"legacy\", \"type\": \"payment.late\","
                  + " \"occurred_at\": \"yesterday\"}";
          default -> "FAIL;20260131;ACME;1000";
        };
    return new Message(Optional.empty(), text.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }
}
