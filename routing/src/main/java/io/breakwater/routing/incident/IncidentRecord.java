package io.breakwater.routing.incident;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.breakwater.domain.attribute.StoredAttributes;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record of topic {@code incidents} and where it stands.
 *
 * @param digest the same for the same bytes: the job may write a change again after a crash
 */
record IncidentRecord(
    IncidentEvent event, String digest, int partition, long offset, Instant recordedAt) {
  private static final Logger log = LoggerFactory.getLogger(IncidentRecord.class);
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** Attribute values in the form in which they are stored. */
  record Attributes(
      @JsonSerialize(using = StoredAttributes.Serializer.class)
          @JsonDeserialize(using = StoredAttributes.Deserializer.class)
          Map<String, String> values) {}

  /** Reads it; empty if it tells of no incident. Intake makes a dead letter of such a record. */
  static Optional<IncidentRecord> of(ConsumerRecord<String, byte[]> record) {
    try {
      IncidentEvent event = Json.read(record.value(), IncidentEvent.class);
      requirePossible(event.firstAt());
      requirePossible(event.lastAt());
      requirePossible(event.occurredAt());
      return Optional.of(
          new IncidentRecord(
              event,
              Identity.hash128(new String(record.value(), StandardCharsets.UTF_8)),
              record.partition(),
              record.offset(),
              Instant.ofEpochMilli(Math.max(0, record.timestamp()))));
    } catch (RuntimeException e) {
      log.warn(
          "the record at {}/{}/{} is not an incident: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  /** The database does not take every instant that Java has. */
  private static void requirePossible(Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException("event time " + instant + " cannot be");
    }
  }
}
