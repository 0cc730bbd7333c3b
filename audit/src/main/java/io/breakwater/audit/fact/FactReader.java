package io.breakwater.audit.fact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.RecordHash;
import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.Rfc3339;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a record of any fact topic. Never throws: a record that says nothing readable is a fact
 * like any other, of kind {@code unreadable}.
 *
 * <p>The trace of an {@code exceptions} record is found by the same reader that the scoring job
 * uses, and minted by the same rule, so that both name the same trace. On our own topics it is the
 * header's, else the record's.
 */
public final class FactReader {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  /** Keeps the order of the fields, which is made for reading. */
  private static final JsonMapper SUMMARY = new JsonMapper();

  private static final int LONGEST_VALUE = 200;

  private final EventReader events = new EventReader(EventLimits.DEFAULT);
  private final Topics topics;

  public FactReader(Topics topics) {
    this.topics = topics;
  }

  /** The fact of {@code record}. */
  public Fact read(ConsumerRecord<byte[], byte[]> record) {
    RawHeaders headers = KafkaHeaders.of(record.headers());
    return Hop.of(topics, record.topic())
        .filter(hop -> hop != Hop.EXCEPTIONS)
        .map(hop -> ours(record, hop, headers))
        .orElseGet(() -> raw(record, headers));
  }

  private Fact raw(ConsumerRecord<byte[], byte[]> record, RawHeaders headers) {
    Reading reading = events.read(record.value(), headers);
    String traceId = reading.trace().map(TraceContext::traceId).orElseGet(() -> mint(record));
    if (reading instanceof Reading.Accepted accepted) {
      ExceptionEvent event = accepted.event();
      return fact(
          record,
          millis(event.occurredAt()),
          traceId,
          Identity.workItemId(event.sourceId(), event.exceptionId()),
          event.kind().name(),
          summary(event, headers));
    }
    Reading.Rejected rejected = (Reading.Rejected) reading;
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put("code", rejected.rejection().code().code());
    summary.put("reason", cut(rejected.rejection().reason()));
    return fact(record, null, traceId, null, "invalid", summary);
  }

  private static Map<String, String> summary(ExceptionEvent event, RawHeaders headers) {
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put("source_id", event.sourceId());
    summary.put("exception_id", event.exceptionId());
    summary.put("type", event.type());
    summary.put("severity", event.severity().name());
    String replayOf = headers.value(DeadLetters.REPLAY_OF);
    if (replayOf != null) {
      summary.put("replay_of", cut(replayOf));
    }
    return summary;
  }

  private Fact ours(ConsumerRecord<byte[], byte[]> record, Hop hop, RawHeaders headers) {
    HopLayout layout = HopLayout.of(hop);
    Map<String, String> fields;
    try {
      fields = layout.pick(record.value());
    } catch (IOException | RuntimeException e) {
      int bytes = record.value() == null ? 0 : record.value().length;
      return fact(
          record,
          null,
          traceId(record, headers, List.of()),
          null,
          "unreadable",
          Map.of("bytes", Integer.toString(bytes)));
    }
    Map<String, String> summary = new LinkedHashMap<>();
    layout
        .shown()
        .forEach(
            (path, name) -> {
              String value = fields.get(path);
              if (value != null) {
                summary.put(name, cut(value));
              }
            });
    return fact(
        record,
        occurredAt(layout.occurredAt(fields)),
        traceId(record, headers, layout.traceIds(fields)),
        workItemId(hop, fields),
        KIND.matcher(layout.kind(fields)).matches() ? layout.kind(fields) : "other",
        summary);
  }

  private static Fact fact(
      ConsumerRecord<byte[], byte[]> record,
      Long occurredAt,
      String traceId,
      String workItemId,
      String kind,
      Map<String, String> summary) {
    return new Fact(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        occurredAt,
        traceId,
        workItemId,
        kind,
        json(summary),
        RecordHash.of(record));
  }

  private static String json(Map<String, String> summary) {
    try {
      return SUMMARY.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts can be written as JSON", e);
    }
  }

  private static String traceId(
      ConsumerRecord<byte[], byte[]> record, RawHeaders headers, List<String> inRecord) {
    Optional<String> header =
        TraceContext.parse(headers.value(TraceContext.HEADER)).map(TraceContext::traceId);
    if (header.isPresent()) {
      return header.get();
    }
    return inRecord.stream().filter(FactReader::isId).findFirst().orElseGet(() -> mint(record));
  }

  private static String mint(ConsumerRecord<byte[], byte[]> record) {
    return TraceContext.mint(record.topic(), record.partition(), record.offset()).traceId();
  }

  /** An incident may have grouped it into another item; a work item id of our own topics counts. */
  private static String workItemId(Hop hop, Map<String, String> fields) {
    if (hop == Hop.SCORED) {
      String source = fields.get("event.source_id");
      String exception = fields.get("event.exception_id");
      return source == null || exception == null ? null : Identity.workItemId(source, exception);
    }
    String id = HopLayout.of(hop).workItemId(fields);
    return isId(id) ? id : null;
  }

  private static boolean isId(String text) {
    return text != null && ID.matcher(text).matches();
  }

  private static Long occurredAt(String text) {
    Instant instant = text == null ? null : Rfc3339.parse(text);
    return instant == null ? null : millis(instant);
  }

  private static Long millis(Instant instant) {
    return instant.toEpochMilli(); // RFC 3339 years have four digits: no overflow
  }

  /** Long texts are cut without splitting a character; the record itself has the whole. */
  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
  }
}
