package io.breakwater.benchmarks.scoring;

import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.scoring.TracedEvent;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;

/** Parses a record and passes its event on if it was not seen before. */
final class StreamsDedupe implements Processor<String, byte[], String, Enriched> {

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private ProcessorContext<String, Enriched> context;
  private WindowStore<String, Long> seen;

  @Override
  public void init(ProcessorContext<String, Enriched> context) {
    this.context = context;
    this.seen = context.getStateStore(StreamsScoring.SEEN);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Reading reading = reader.read(record.value(), RawHeaders.NONE);
    if (!(reading instanceof Reading.Accepted accepted)) {
      return; // the benchmark sends no such record
    }
    RecordMetadata at = context.recordMetadata().orElseThrow();
    String eventId = accepted.event().eventId();
    long time = accepted.event().occurredAt().toEpochMilli();
    if (seen.fetch(eventId, time) != null) {
      return;
    }
    seen.put(eventId, at.offset(), time);
    TraceContext trace =
        reading.trace().orElseGet(() -> TraceContext.mint(at.topic(), at.partition(), at.offset()));
    Origin origin =
        new Origin(
            at.topic(), at.partition(), at.offset(), Instant.ofEpochMilli(record.timestamp()));
    TracedEvent event = new TracedEvent(accepted.event(), trace, origin);
    context.forward(record.withValue(new Enriched(event, Map.of())));
  }
}
