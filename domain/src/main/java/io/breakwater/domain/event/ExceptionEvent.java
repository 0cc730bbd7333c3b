package io.breakwater.domain.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.breakwater.domain.attribute.StoredAttributes;
import io.breakwater.domain.identity.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a producer sends: something was raised, updated or resolved upstream. Identity is ({@code
 * sourceId}, {@code exceptionId}).
 *
 * @param exceptionId at most 128 characters, unique within {@code sourceId}
 * @param sourceId at most 128 characters
 * @param kind RAISED when the producer said nothing
 * @param type dotted, e.g. {@code settlement.fail}
 * @param severity MEDIUM when the producer said nothing
 * @param occurredAt event time
 * @param amount null, or a decimal together with {@code currency}
 * @param currency null, or an ISO 4217 code together with {@code amount}
 * @param deskHint null, or the desk the producer would choose
 * @param attributes at most 64 entries, never null; in JSON they pass through the {@link
 *     io.breakwater.domain.attribute.AttributeCodec}
 */
public record ExceptionEvent(
    String exceptionId,
    String sourceId,
    Kind kind,
    String type,
    Severity severity,
    Instant occurredAt,
    BigDecimal amount,
    String currency,
    String deskHint,
    @JsonSerialize(using = StoredAttributes.Serializer.class)
        @JsonDeserialize(using = StoredAttributes.Deserializer.class)
        Map<String, String> attributes) {

  public ExceptionEvent {
    Objects.requireNonNull(exceptionId, "exception_id");
    Objects.requireNonNull(sourceId, "source_id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(occurredAt, "occurred_at");
    kind = kind == null ? Kind.RAISED : kind;
    severity = severity == null ? Severity.MEDIUM : severity;
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** The deterministic id of this event; see {@link Identity#eventId}. */
  @JsonIgnore
  public String eventId() {
    return Identity.eventId(sourceId, exceptionId, kind, occurredAt);
  }

  /** The record key on every topic that is keyed by exception. */
  @JsonIgnore
  public String key() {
    return Identity.exceptionKey(sourceId, exceptionId);
  }
}
