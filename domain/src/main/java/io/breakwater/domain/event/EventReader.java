package io.breakwater.domain.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads raw bytes and headers as an exception event: a bare object, or a CloudEvent 1.0 in
 * structured mode ({@code specversion} in the object, or content type {@code
 * application/cloudevents+json}) or binary mode (headers {@code ce_*}). In one pass, without a
 * tree.
 *
 * <p>In a CloudEvent our fields stand in {@code data}; {@code source}, {@code type} and {@code
 * time} stand in for a missing {@code source_id}, {@code type} and {@code occurred_at}. Immutable
 * and thread-safe.
 */
public final class EventReader {

  private static final String STRUCTURED = "application/cloudevents";
  private static final String BINARY_PREFIX = "ce_";

  private final EventLimits limits;
  private final JsonFactory json;

  public EventReader(EventLimits limits) {
    this.limits = limits;
    this.json =
        new JsonFactoryBuilder()
            // Producers choose the names of unknown fields: they must not fill the JVM's table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth())
                    .maxStringLength(limits.maxBytes())
                    .maxNameLength(limits.maxBytes())
                    .maxNumberLength(1_000)
                    .build())
            .build();
  }

  EventLimits limits() {
    return limits;
  }

  JsonFactory json() {
    return json;
  }

  /** Reads one record. Never throws: whatever the bytes are, the answer says so. */
  public Reading read(byte[] value, RawHeaders headers) {
    if (headers.value("ce_specversion") != null || headers.value("ce_id") != null) {
      return readBinary(value, headers);
    }
    String contentType = headers.value("content-type");
    boolean cloudEvent =
        contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
    return readObject(value, headers, cloudEvent);
  }

  private Reading readObject(byte[] value, RawHeaders headers, boolean cloudEvent) {
    EventDraft bare = new EventDraft(limits);
    EventDraft data = new EventDraft(limits);
    CloudEventEnvelope envelope = new CloudEventEnvelope();
    String[] base64 = new String[1];
    Rejection broken =
        parse(
            value,
            p -> {
              while (p.nextToken() == JsonToken.FIELD_NAME) {
                String name = p.currentName();
                JsonToken token = p.nextToken();
                envelope.note(name, p);
                if (token == JsonToken.START_OBJECT && name.equals("data")) {
                  data.readObject(p);
                } else if (token == JsonToken.VALUE_STRING && name.equals("data_base64")) {
                  base64[0] = p.getText();
                } else {
                  bare.readField(name, p);
                }
              }
            });
    if (broken != null) {
      return rejected(broken, firstValid(headers, null, null));
    }
    Optional<TraceContext> trace = firstValid(headers, envelope.traceparent(), data.traceparent);
    if (!cloudEvent && !envelope.claimed()) {
      return finishBare(bare, envelope, firstValid(headers, bare.traceparent, null));
    }
    Rejection invalid = envelope.check();
    if (invalid == null && base64[0] != null) {
      invalid = readBase64(base64[0], data);
    }
    return invalid != null ? rejected(invalid, trace) : finish(data, envelope, trace);
  }

  private Reading readBinary(byte[] value, RawHeaders headers) {
    CloudEventEnvelope envelope = new CloudEventEnvelope();
    for (String name : headers.names()) {
      if (name.startsWith(BINARY_PREFIX)) {
        envelope.note(name.substring(BINARY_PREFIX.length()), headers.value(name));
      }
    }
    String contentType = headers.value("content-type");
    if (contentType != null) {
      envelope.note("datacontenttype", contentType);
    }
    Rejection invalid = envelope.check();
    EventDraft data = new EventDraft(limits);
    if (invalid == null && value != null && value.length > 0 && isJson(contentType)) {
      invalid = parse(value, data::readObject);
    }
    Optional<TraceContext> trace = firstValid(headers, envelope.traceparent(), data.traceparent);
    return invalid != null ? rejected(invalid, trace) : finish(data, envelope, trace);
  }

  private static boolean isJson(String contentType) {
    return contentType == null || contentType.toLowerCase(Locale.ROOT).contains("json");
  }

  private Rejection readBase64(String base64, EventDraft data) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Rejection.notACloudEvent("data_base64", "data_base64 is not base64.");
    }
    // What is not our JSON lacks our fields, which is what finish will say.
    Rejection broken = decoded.length == 0 ? null : parse(decoded, data::readObject);
    return broken == null || broken.code() == RejectionCode.NOT_JSON ? null : broken;
  }

  private static Reading finish(
      EventDraft data, CloudEventEnvelope envelope, Optional<TraceContext> trace) {
    Rejection adopted = data.adopt(envelope);
    if (adopted != null) {
      return rejected(adopted, trace);
    }
    List<String> missing = data.missing();
    if (!missing.isEmpty()) {
      return rejected(
          new Rejection(
              RejectionCode.CLOUDEVENT_WITHOUT_OUR_FIELDS,
              missing.get(0),
              "A valid CloudEvent, but these fields of an exception event are missing: "
                  + String.join(", ", missing)
                  + ". Send them in its data, as a JSON object."),
          trace);
    }
    return accepted(data, trace);
  }

  private static Reading finishBare(
      EventDraft bare, CloudEventEnvelope envelope, Optional<TraceContext> trace) {
    List<String> missing = bare.missing();
    if (bare.exceptionId == null && bare.fault() == null && envelope.resembled()) {
      return rejected(
          Rejection.notACloudEvent(
              "specversion",
              "specversion is missing. Send \"specversion\": \"1.0\", or a bare exception event"
                  + " with "
                  + String.join(", ", missing)
                  + "."),
          trace);
    }
    if (bare.fault() != null) {
      return rejected(bare.fault(), trace);
    }
    if (!missing.isEmpty()) {
      return rejected(
          new Rejection(
              RejectionCode.MISSING_FIELD,
              missing.get(0),
              "Required fields are missing: " + String.join(", ", missing) + ". Send them."),
          trace);
    }
    return accepted(bare, trace);
  }

  private static Reading accepted(EventDraft draft, Optional<TraceContext> trace) {
    draft.checkAmount();
    if (draft.fault() != null) {
      return rejected(draft.fault(), trace);
    }
    return new Reading.Accepted(draft.event(), trace);
  }

  private static Reading rejected(Rejection rejection, Optional<TraceContext> trace) {
    return new Reading.Rejected(rejection, trace);
  }

  /** The first valid trace context of header, extension and field. */
  private static Optional<TraceContext> firstValid(
      RawHeaders headers, String extension, String field) {
    Optional<TraceContext> first = TraceContext.parse(headers.value(TraceContext.HEADER));
    if (first.isPresent()) {
      return first;
    }
    Optional<TraceContext> second = TraceContext.parse(extension);
    return second.isPresent() ? second : TraceContext.parse(field);
  }

  /** Code that reads the fields of the object whose start the parser stands at. */
  private interface ObjectBody {
    void read(JsonParser p) throws IOException;
  }

  /** Parses exactly one JSON object; null, or why it is not one. */
  private Rejection parse(byte[] value, ObjectBody body) {
    if (value == null || value.length == 0) {
      return new Rejection(
          RejectionCode.EMPTY, null, "The record has no value. Send a JSON object.");
    }
    if (value.length > limits.maxBytes()) {
      return new Rejection(
          RejectionCode.TOO_LARGE,
          null,
          "The record has %d bytes. Send at most %d.".formatted(value.length, limits.maxBytes()));
    }
    JsonParser parser = null;
    try (JsonParser p = json.createParser(value)) {
      parser = p;
      JsonToken first = p.nextToken();
      if (first != JsonToken.START_OBJECT) {
        // Reads on to the end, so that what is no JSON at all says so.
        p.skipChildren();
        return first == null || p.nextToken() != null
            ? notJson("more than one value")
            : notObject();
      }
      body.read(p);
      return p.nextToken() == null ? null : notJson("text after the object");
    } catch (StreamConstraintsException e) {
      return constraint(parser);
    } catch (IOException e) {
      return notJson(e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage());
    }
  }

  private Rejection constraint(JsonParser p) {
    if (p != null && p.getParsingContext().getNestingDepth() >= limits.maxDepth()) {
      return new Rejection(
          RejectionCode.TOO_DEEP,
          null,
          "The JSON nests deeper than %d levels. Flatten it.".formatted(limits.maxDepth()));
    }
    return new Rejection(
        RejectionCode.BAD_FIELD, null, "A number has more than 1000 digits. Send fewer.");
  }

  private static Rejection notObject() {
    return new Rejection(
        RejectionCode.NOT_AN_OBJECT,
        null,
        "The record is JSON but not an object. Send one event per record, as a JSON object.");
  }

  private static Rejection notJson(String detail) {
    return new Rejection(
        RejectionCode.NOT_JSON,
        null,
        "The record is not JSON: " + Rejection.excerpt(detail) + ". Send a JSON object in UTF-8.");
  }
}
