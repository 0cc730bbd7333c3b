package io.breakwater.ingest.http;

import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.Rejection;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.ingest.RawEvent;
import io.breakwater.platform.kafka.Kafka;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Checks events and publishes the valid ones to topic {@code exceptions}, as they came.
 *
 * <p>An event without a trace gets one from its event id, so that a producer that sends it again,
 * because the answer was lost, continues the same trace.
 */
public final class ExceptionGateway {
  private final EventReader reader;
  private final Kafka kafka;
  private final IngestMetrics metrics;

  public ExceptionGateway(EventReader reader, Kafka kafka, IngestMetrics metrics) {
    this.reader = reader;
    this.kafka = kafka;
    this.metrics = metrics;
  }

  /**
   * Publishes what is valid. Blocks while the producer's buffer is full.
   *
   * @return completes when the broker has all of it; fails if it did not take one, in which case
   *     others of the request may be stored
   */
  public CompletableFuture<Receipt> accept(List<RawEvent> events) {
    List<CompletableFuture<? extends Receipt.Item>> items = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      items.add(accept(i, events.get(i)));
    }
    return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> receipt(items.stream().<Receipt.Item>map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<? extends Receipt.Item> accept(int index, RawEvent raw) {
    Reading reading = reader.read(raw.value(), raw.rawHeaders());
    if (reading instanceof Reading.Rejected rejected) {
      Rejection why = rejected.rejection();
      return CompletableFuture.completedFuture(
          new Receipt.Rejected(index, "rejected", why.code().code(), why.field(), why.reason()));
    }
    ExceptionEvent event = ((Reading.Accepted) reading).event();
    TraceContext trace =
        reading.trace().orElseGet(() -> TraceContext.mintFrom("event", event.eventId()));
    return kafka
        .publisher()
        .publish(
            kafka.topics().exceptions(),
            event.key(),
            raw.value(),
            raw.kafkaHeaders(trace.traceparent()))
        .toCompletableFuture()
        .thenApply(stored -> accepted(index, event, trace, stored));
  }

  private static Receipt.Accepted accepted(
      int index, ExceptionEvent event, TraceContext trace, RecordMetadata stored) {
    return new Receipt.Accepted(
        index, "accepted", event.eventId(), trace.traceId(), stored.partition(), stored.offset());
  }

  private Receipt receipt(List<Receipt.Item> items) {
    int rejected = 0;
    for (Receipt.Item item : items) {
      if (item instanceof Receipt.Rejected r) {
        metrics.rejected(r.code());
        rejected++;
      }
    }
    metrics.accepted("http", items.size() - rejected);
    return new Receipt(items.size() - rejected, rejected, items);
  }
}
