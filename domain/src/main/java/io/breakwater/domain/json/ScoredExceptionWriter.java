package io.breakwater.domain.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.breakwater.domain.attribute.StoredAttributes;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Rfc3339;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes scored exceptions field by field, byte for byte as Jackson's data binding would: they are
 * the one record that every event passes as, and there the reflection costs as much as the rest of
 * scoring.
 */
final class ScoredExceptionWriter extends StdSerializer<ScoredException> {
  private static final long serialVersionUID = 1L;

  private static final StoredAttributes.Serializer ATTRIBUTES = new StoredAttributes.Serializer();

  ScoredExceptionWriter() {
    super(ScoredException.class);
  }

  /** The names of the fields, escaped and encoded once. */
  private static final class Name {
    static final SerializableString EVENT_ID = of("event_id");
    static final SerializableString EVENT = of("event");
    static final SerializableString EXCEPTION_ID = of("exception_id");
    static final SerializableString SOURCE_ID = of("source_id");
    static final SerializableString KIND = of("kind");
    static final SerializableString TYPE = of("type");
    static final SerializableString SEVERITY = of("severity");
    static final SerializableString OCCURRED_AT = of("occurred_at");
    static final SerializableString AMOUNT = of("amount");
    static final SerializableString CURRENCY = of("currency");
    static final SerializableString DESK_HINT = of("desk_hint");
    static final SerializableString ATTRIBUTES = of("attributes");
    static final SerializableString TRACE = of("trace");
    static final SerializableString TRACE_ID = of("trace_id");
    static final SerializableString SPAN_ID = of("span_id");
    static final SerializableString UNSAMPLED = of("unsampled");
    static final SerializableString ORIGIN = of("origin");
    static final SerializableString TOPIC = of("topic");
    static final SerializableString PARTITION = of("partition");
    static final SerializableString OFFSET = of("offset");
    static final SerializableString INGESTED_AT = of("ingested_at");
    static final SerializableString SCORE = of("score");
    static final SerializableString PRIORITY = of("priority");
    static final SerializableString CONTRIBUTIONS = of("contributions");
    static final SerializableString RULE = of("rule");
    static final SerializableString EFFECT = of("effect");
    static final SerializableString POINTS = of("points");
    static final SerializableString DETAIL = of("detail");
    static final SerializableString FEATURES = of("features");
    static final SerializableString POLICY_VERSION = of("policy_version");
    static final SerializableString LATE = of("late");

    private static SerializableString of(String name) {
      return new SerializedString(name);
    }
  }

  @Override
  public void serialize(ScoredException scored, JsonGenerator json, SerializerProvider context)
      throws IOException {
    json.writeStartObject();
    text(json, Name.EVENT_ID, scored.eventId());
    if (scored.event() != null) {
      json.writeFieldName(Name.EVENT);
      event(json, scored.event(), context);
    }
    if (scored.trace() != null) {
      json.writeFieldName(Name.TRACE);
      trace(json, scored.trace());
    }
    if (scored.origin() != null) {
      json.writeFieldName(Name.ORIGIN);
      origin(json, scored.origin());
    }
    json.writeFieldName(Name.SCORE);
    json.writeNumber(scored.score());
    text(json, Name.PRIORITY, scored.priority());
    json.writeFieldName(Name.CONTRIBUTIONS);
    contributions(json, scored.contributions());
    json.writeFieldName(Name.FEATURES);
    features(json, scored.features());
    text(json, Name.POLICY_VERSION, scored.policyVersion());
    json.writeFieldName(Name.LATE);
    json.writeBoolean(scored.late());
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, ExceptionEvent event, SerializerProvider context)
      throws IOException {
    json.writeStartObject();
    text(json, Name.EXCEPTION_ID, event.exceptionId());
    text(json, Name.SOURCE_ID, event.sourceId());
    text(json, Name.KIND, event.kind());
    text(json, Name.TYPE, event.type());
    text(json, Name.SEVERITY, event.severity());
    instant(json, Name.OCCURRED_AT, event.occurredAt());
    if (event.amount() != null) {
      json.writeFieldName(Name.AMOUNT);
      json.writeNumber(event.amount());
    }
    text(json, Name.CURRENCY, event.currency());
    text(json, Name.DESK_HINT, event.deskHint());
    json.writeFieldName(Name.ATTRIBUTES);
    ATTRIBUTES.serialize(event.attributes(), json, context);
    json.writeEndObject();
  }

  private static void trace(JsonGenerator json, TraceContext trace) throws IOException {
    json.writeStartObject();
    text(json, Name.TRACE_ID, trace.traceId());
    text(json, Name.SPAN_ID, trace.spanId());
    if (trace.unsampled()) {
      json.writeFieldName(Name.UNSAMPLED);
      json.writeBoolean(true);
    }
    json.writeEndObject();
  }

  private static void origin(JsonGenerator json, Origin origin) throws IOException {
    json.writeStartObject();
    text(json, Name.TOPIC, origin.topic());
    json.writeFieldName(Name.PARTITION);
    json.writeNumber(origin.partition());
    json.writeFieldName(Name.OFFSET);
    json.writeNumber(origin.offset());
    instant(json, Name.INGESTED_AT, origin.ingestedAt());
    json.writeEndObject();
  }

  private static void contributions(JsonGenerator json, List<Contribution> contributions)
      throws IOException {
    json.writeStartArray();
    for (Contribution contribution : contributions) {
      json.writeStartObject();
      text(json, Name.RULE, contribution.rule());
      text(json, Name.EFFECT, contribution.effect());
      json.writeFieldName(Name.POINTS);
      json.writeNumber(contribution.points());
      text(json, Name.DETAIL, contribution.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Sorted: the same value is the same bytes in every process. */
  private static void features(JsonGenerator json, Map<String, Double> features)
      throws IOException {
    json.writeStartObject();
    Map<String, Double> sorted = features.size() < 2 ? features : new TreeMap<>(features);
    for (Map.Entry<String, Double> feature : sorted.entrySet()) {
      json.writeFieldName(feature.getKey());
      json.writeNumber(feature.getValue());
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, SerializableString name, String value)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      json.writeString(value);
    }
  }

  private static void text(JsonGenerator json, SerializableString name, Enum<?> value)
      throws IOException {
    if (value != null) {
      text(json, name, value.name());
    }
  }

  private static void instant(JsonGenerator json, SerializableString name, Instant value)
      throws IOException {
    if (value != null) {
      text(json, name, Rfc3339.format(value));
    }
  }
}
