package io.breakwater.domain.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of an exception event while they are being read, in whatever order they come. The
 * first fault is kept, not thrown: only the end of the record tells whether these fields count.
 */
final class EventDraft {

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** A decimal that every database and ledger we write to can hold. */
  private static final int MAX_INTEGER_DIGITS = 20;

  private static final int MAX_FRACTION_DIGITS = 18;

  /** Databases end somewhere, and so must the deadlines that are counted from an event. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final String POSSIBLE = "Send an instant from 1900 to 2199.";

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final EventLimits limits;

  String exceptionId;
  String sourceId;
  String type;
  Instant occurredAt;
  String traceparent;
  private Kind kind;
  private Severity severity;
  private BigDecimal amount;
  private String currency;
  private String deskHint;
  private Map<String, String> attributes;
  private int seen;
  private Rejection fault;

  EventDraft(EventLimits limits) {
    this.limits = limits;
  }

  /** The first fault, or null. */
  Rejection fault() {
    return fault;
  }

  /** Reads the fields of the object that the parser stands at the start of. */
  void readObject(JsonParser p) throws IOException {
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String name = p.currentName();
      p.nextToken();
      readField(name, p);
    }
  }

  /** Reads the value that the parser stands at; afterwards it stands at the value's last token. */
  void readField(String name, JsonParser p) throws IOException {
    switch (name) {
      case "exception_id" -> exceptionId = once(1, name) ? name(name, p) : exceptionId;
      case "source_id" -> sourceId = once(2, name) ? name(name, p) : sourceId;
      case "kind" -> kind = once(4, name) ? oneOf(name, Kind.values(), p) : kind;
      case "type" -> type = once(8, name) ? dotted(name, p) : type;
      case "severity" -> severity = once(16, name) ? oneOf(name, Severity.values(), p) : severity;
      case "occurred_at" -> occurredAt = once(32, name) ? instant(name, p) : occurredAt;
      case "amount" -> amount = once(64, name) ? decimal(name, p) : amount;
      case "currency" -> currency = once(128, name) ? currency(name, p) : currency;
      case "desk_hint" -> deskHint = once(256, name) ? name(name, p) : deskHint;
      case "attributes" -> attributes = once(512, name) ? attributes(name, p) : attributes;
      case "traceparent" ->
          traceparent = p.currentToken() == JsonToken.VALUE_STRING ? p.getText() : traceparent;
      default -> {} // unknown fields are for somebody else
    }
    p.skipChildren();
  }

  /** The required fields that did not come. */
  List<String> missing() {
    List<String> missing = new ArrayList<>(0);
    if (exceptionId == null) {
      missing.add("exception_id");
    }
    if (sourceId == null) {
      missing.add("source_id");
    }
    if (type == null) {
      missing.add("type");
    }
    if (occurredAt == null) {
      missing.add("occurred_at");
    }
    return missing;
  }

  /**
   * Takes what the producer left out of {@code data} from the CloudEvent around it.
   *
   * @return null, or the first fault
   */
  Rejection adopt(CloudEventEnvelope envelope) {
    if (sourceId == null) {
      sourceId = envelope.source();
      if (!Text.isName(sourceId, EventLimits.MAX_NAME)) {
        refuse(
            Rejection.badField(
                "source_id",
                Rejection.excerpt(sourceId),
                "It is the CloudEvent's source, which is too long for a source_id (at most "
                    + EventLimits.MAX_NAME
                    + " characters). Send a source_id in data."));
      }
    }
    if (type == null) {
      type = envelope.type();
      if (!Text.isDotted(type, EventLimits.MAX_NAME)) {
        refuse(
            Rejection.badField(
                "type",
                Rejection.excerpt(type),
                "It is the CloudEvent's type. Send a dotted type such as settlement.fail there or"
                    + " in data."));
      }
    }
    if (occurredAt == null) {
      occurredAt = envelope.time();
      if (occurredAt != null && !isPossible(occurredAt)) {
        refuse(Rejection.badField("time", occurredAt.toString(), POSSIBLE));
      }
    }
    return fault;
  }

  /** Records the fault of having only one of amount and currency. */
  void checkAmount() {
    if (amount != null && currency == null) {
      refuse(
          new Rejection(
              RejectionCode.MISSING_FIELD,
              "currency",
              "amount is " + amount + " but currency is missing. Send both or neither."));
    } else if (currency != null && amount == null) {
      refuse(
          new Rejection(
              RejectionCode.MISSING_FIELD,
              "amount",
              "currency is " + currency + " but amount is missing. Send both or neither."));
    }
  }

  /** The event; only when nothing is missing or at fault. */
  ExceptionEvent event() {
    return new ExceptionEvent(
        exceptionId,
        sourceId,
        kind,
        type,
        severity,
        occurredAt,
        amount,
        currency,
        deskHint,
        attributes);
  }

  private boolean once(int bit, String name) {
    if ((seen & bit) != 0) {
      refuse(new Rejection(RejectionCode.BAD_FIELD, name, name + " appears twice. Send it once."));
      return false;
    }
    seen |= bit;
    return true;
  }

  private void refuse(Rejection rejection) {
    if (fault == null) {
      fault = rejection;
    }
  }

  /** Notes the fault; the value is null then, whatever its type. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> T bad(String field, JsonParser p, String remedy) throws IOException {
    if (fault == null) {
      fault = Rejection.badField(field, shown(p), remedy);
    }
    return null;
  }

  private static String shown(JsonParser p) throws IOException {
    return switch (p.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> Rejection.excerpt(p.getText());
      default -> p.getText();
    };
  }

  /** A string value; null with a fault if it is something else, null without one if it is null. */
  private String string(String field, JsonParser p) throws IOException {
    return switch (p.currentToken()) {
      case VALUE_STRING -> p.getText();
      case VALUE_NULL -> null;
      default -> bad(field, p, "Send a string.");
    };
  }

  private String name(String field, JsonParser p) throws IOException {
    String value = string(field, p);
    if (value == null || Text.isName(value, EventLimits.MAX_NAME)) {
      return value;
    }
    return bad(
        field,
        p,
        "Send 1 to "
            + EventLimits.MAX_NAME
            + " characters without control characters or blanks at the ends; these are "
            + value.length()
            + ".");
  }

  private String dotted(String field, JsonParser p) throws IOException {
    String value = string(field, p);
    if (value == null || Text.isDotted(value, EventLimits.MAX_NAME)) {
      return value;
    }
    return bad(
        field,
        p,
        "Send a dotted name of letters, digits, '-' and '_' such as settlement.fail, at most "
            + EventLimits.MAX_NAME
            + " characters.");
  }

  private <E extends Enum<E>> E oneOf(String field, E[] values, JsonParser p) throws IOException {
    String value = string(field, p);
    if (value == null) {
      return null;
    }
    for (E each : values) {
      if (each.name().equals(value)) {
        return each;
      }
    }
    return bad(field, p, "Send one of " + Arrays.toString(values) + ".");
  }

  private Instant instant(String field, JsonParser p) throws IOException {
    String value = string(field, p);
    if (value == null) {
      return null;
    }
    Instant instant = Rfc3339.parse(value);
    if (instant == null) {
      return bad(field, p, "Send an RFC 3339 instant such as 2026-03-31T15:12:00Z.");
    }
    return isPossible(instant) ? instant : bad(field, p, POSSIBLE);
  }

  private static boolean isPossible(Instant instant) {
    return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
  }

  private BigDecimal decimal(String field, JsonParser p) throws IOException {
    BigDecimal value =
        switch (p.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> p.getDecimalValue();
          case VALUE_STRING -> Text.decimalOrNull(p.getText());
          default -> null;
        };
    if (p.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    // 1e999999999 is a short number and a very long text: bound it before anybody writes it out.
    if (value == null
        || value.scale() > MAX_FRACTION_DIGITS
        || (long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
      return bad(
          field,
          p,
          "Send a decimal with at most "
              + MAX_INTEGER_DIGITS
              + " digits before and "
              + MAX_FRACTION_DIGITS
              + " after the point.");
    }
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private String currency(String field, JsonParser p) throws IOException {
    String value = string(field, p);
    return value == null || CURRENCIES.contains(value)
        ? value
        : bad(field, p, "Send an ISO 4217 code such as EUR.");
  }

  private static String path(String attribute) {
    String quoted = Rejection.excerpt(attribute);
    return "attributes." + quoted.substring(1, quoted.length() - 1);
  }

  private Map<String, String> attributes(String field, JsonParser p) throws IOException {
    if (p.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (p.currentToken() != JsonToken.START_OBJECT) {
      return bad(field, p, "Send an object of string values.");
    }
    Map<String, String> read = new HashMap<>();
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String key = p.currentName();
      if (p.nextToken() != JsonToken.VALUE_STRING) {
        bad(path(key), p, "Send a string: attributes map strings to strings.");
        p.skipChildren();
        continue;
      }
      String value = p.getText();
      if (!Text.isName(key, limits.maxAttributeKey())) {
        bad(
            path(key),
            p,
            "Name an attribute with 1 to " + limits.maxAttributeKey() + " characters.");
      } else if (!Text.isText(value, limits.maxAttributeValue())) {
        bad(
            path(key),
            p,
            "Send at most " + limits.maxAttributeValue() + " characters without NUL.");
      } else if (read.put(key, value) != null) {
        bad(path(key), p, "Send it once: it appears twice.");
      }
    }
    if (read.size() > limits.maxAttributes()) {
      refuse(
          new Rejection(
              RejectionCode.BAD_FIELD,
              field,
              "attributes has %d entries. Send at most %d."
                  .formatted(read.size(), limits.maxAttributes())));
    }
    return read;
  }
}
