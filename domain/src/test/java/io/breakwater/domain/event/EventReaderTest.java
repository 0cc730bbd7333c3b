package io.breakwater.domain.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.trace.TraceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String OURS =
      """
      "exception_id":"E1","source_id":"s1","type":"settlement.fail","occurred_at":"2026-03-31T15:12:00Z"\
      """;

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  private Reading read(String json) {
    return read(json, Map.of());
  }

  private Reading read(String json, Map<String, String> headers) {
    return reader.read(json.getBytes(UTF_8), RawHeaders.of(headers));
  }

  private static ExceptionEvent event(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    return ((Reading.Accepted) reading).event();
  }

  private static Rejection rejection(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Rejected.class);
    return ((Reading.Rejected) reading).rejection();
  }

  @Test
  void readsABareObjectWithEveryField() {
    ExceptionEvent event =
        event(
            read(
                """
                {"exception_id":"E1","source_id":"s1","kind":"RESOLVED","type":"settlement.fail",
                 "severity":"CRITICAL","occurred_at":"2026-03-31T15:12:00.5+02:00",
                 "amount":12.50,"currency":"EUR","desk_hint":"Equities","unknown":{"a":[1,{}]},
                 "attributes":{"market":"XETR","region":"EMEA"}}
                """));

    assertThat(event)
        .isEqualTo(
            new ExceptionEvent(
                "E1",
                "s1",
                Kind.RESOLVED,
                "settlement.fail",
                Severity.CRITICAL,
                Instant.parse("2026-03-31T13:12:00.5Z"),
                new BigDecimal("12.50"),
                "EUR",
                "Equities",
                Map.of("market", "XETR", "region", "EMEA")));
  }

  @Test
  void whatIsOptionalMayBeMissingOrNull() {
    ExceptionEvent event =
        event(
            read(
                "{"
                    + OURS
                    + ",\"kind\":null,\"severity\":null,\"amount\":null,\"currency\":null,"
                    + "\"desk_hint\":null,\"attributes\":null}"));

    assertThat(event).isEqualTo(event(read("{" + OURS + "}")));
    assertThat(event.kind()).isEqualTo(Kind.RAISED);
    assertThat(event.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void readsAStructuredCloudEventWhateverTheOrder() {
    String data = "\"data\":{" + OURS + "}";
    String envelope = "\"id\":\"1\",\"type\":\"t.t\",\"source\":\"/s\"";
    ExceptionEvent expected = event(read("{" + OURS + "}"));

    assertThat(event(read("{\"specversion\":\"1.0\"," + envelope + "," + data + "}")))
        .isEqualTo(expected);
    assertThat(event(read("{" + data + "," + envelope + ",\"specversion\":\"1.0\"}")))
        .isEqualTo(expected);
  }

  @Test
  void theEnvelopeStandsInForSourceTypeAndTime() {
    ExceptionEvent event =
        event(
            read(
                """
                {"specversion":"1.0","id":"1","type":"payment.reject","source":"/payments",
                 "time":"2026-01-02T03:04:05Z","data":{"exception_id":"E7"}}
                """));

    assertThat(event.sourceId()).isEqualTo("/payments");
    assertThat(event.type()).isEqualTo("payment.reject");
    assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Test
  void readsBase64Data() {
    String base64 = Base64.getEncoder().encodeToString(("{" + OURS + "}").getBytes(UTF_8));
    String envelope = "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t.t\",\"source\":\"/s\",";

    assertThat(event(read(envelope + "\"data_base64\":\"" + base64 + "\"}")).exceptionId())
        .isEqualTo("E1");
    assertThat(rejection(read(envelope + "\"data_base64\":\"$\"}")).code())
        .isEqualTo(RejectionCode.NOT_A_CLOUDEVENT);
    assertThat(rejection(read(envelope + "\"data_base64\":\"AAAA\"}")).code())
        .isEqualTo(RejectionCode.CLOUDEVENT_WITHOUT_OUR_FIELDS);
  }

  @Test
  void readsABinaryCloudEvent() {
    Map<String, String> headers =
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_type", "payment.reject",
            "ce_source", "/payments",
            "ce_time", "2026-01-02T03:04:05Z",
            "ce_traceparent", TRACEPARENT,
            "content-type", "application/json; charset=utf-8");

    Reading reading = read("{\"exception_id\":\"E7\"}", headers);

    assertThat(event(reading).key()).isEqualTo("9:/payments/E7");
    assertThat(reading.trace()).isEqualTo(TraceContext.parse(TRACEPARENT));
    assertThat(rejection(read("", headers)).code())
        .isEqualTo(RejectionCode.CLOUDEVENT_WITHOUT_OUR_FIELDS);
    assertThat(rejection(read("{", headers)).code()).isEqualTo(RejectionCode.NOT_JSON);
  }

  @Test
  void aBinaryCloudEventIsCheckedLikeAStructuredOne() {
    assertThat(rejection(read("{}", Map.of("ce_id", "1"))))
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.NOT_A_CLOUDEVENT))
        .satisfies(r -> assertThat(r.field()).isEqualTo("specversion"));
    assertThat(
            rejection(
                read(
                    "{}",
                    Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "1",
                        "ce_type", "t.t",
                        "ce_source", "/s",
                        "ce_My-Ext", "x"))))
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.NOT_A_CLOUDEVENT))
        .satisfies(r -> assertThat(r.field()).isEqualTo("My-Ext"));
  }

  @Test
  void theContentTypeAloneMakesItACloudEvent() {
    assertThat(
            rejection(
                read(
                    "{" + OURS + "}",
                    Map.of("content-type", "application/cloudevents+json; charset=UTF-8"))))
        .satisfies(r -> assertThat(r.code()).isEqualTo(RejectionCode.NOT_A_CLOUDEVENT))
        .satisfies(r -> assertThat(r.reason()).contains("specversion is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                    | not-json",
        "{\"a\":1                    | not-json",
        "{\"a\":1} {}                | not-json",
        "{\"a\":1}x                  | not-json",
        "[1, 2                       | not-json",
        "1 2                         | not-json",
        "[]                          | not-an-object",
        "\"text\"                    | not-an-object",
        "17                          | not-an-object",
        "null                        | not-an-object",
        "{}                          | missing-field",
        "{\"exception_id\":\"E1\"}   | missing-field",
        "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t.t\"} | not-a-cloudevent",
      })
  void saysWhatKindOfWrongItIs(String json, String code) {
    assertThat(rejection(read(json.strip())).code().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"exception_id\":\"\"                          | exception_id",
        "\"exception_id\":\" E1\"                       | exception_id",
        "\"exception_id\":\"a\\u0000b\"                 | exception_id",
        "\"exception_id\":\"\\ud800\"                   | exception_id",
        "\"exception_id\":17                            | exception_id",
        "\"exception_id\":{\"a\":{}}                    | exception_id",
        "\"kind\":\"raised\"                            | kind",
        "\"severity\":\"URGENT\"                        | severity",
        "\"severity\":3                                 | severity",
        "\"type\":\"fail\"                              | type",
        "\"type\":\"settlement..fail\"                  | type",
        "\"type\":\".fail\"                             | type",
        "\"type\":\"a b.c\"                             | type",
        "\"occurred_at\":\"yesterday\"                  | occurred_at",
        "\"occurred_at\":\"0000-01-01T00:00:00Z\"       | occurred_at",
        "\"occurred_at\":\"9999-12-31T23:59:59Z\"       | occurred_at",
        "\"occurred_at\":1712345678                     | occurred_at",
        "\"occurred_at\":\"2026-02-30T00:00:00Z\"       | occurred_at",
        "\"amount\":12                                  | currency",
        "\"currency\":\"EUR\"                           | amount",
        "\"amount\":12,\"currency\":\"eur\"             | currency",
        "\"amount\":12,\"currency\":\"XYZ\"             | currency",
        "\"amount\":\"12,5\",\"currency\":\"EUR\"       | amount",
        "\"amount\":true,\"currency\":\"EUR\"           | amount",
        "\"amount\":1e999999999,\"currency\":\"EUR\"    | amount",
        "\"amount\":1e-999999999,\"currency\":\"EUR\"   | amount",
        "\"attributes\":[]                              | attributes",
        "\"attributes\":{\"a\":1}                       | attributes.a",
        "\"attributes\":{\"a\":null}                    | attributes.a",
        "\"attributes\":{\"a\":{\"b\":\"c\"}}           | attributes.a",
        "\"attributes\":{\"a\":\"1\",\"a\":\"2\"}       | attributes.a",
        "\"attributes\":{\"\":\"1\"}                    | attributes.",
        "\"attributes\":{\"a\":\"\\u0000\"}             | attributes.a",
        "\"desk_hint\":[\"a\"]                          | desk_hint",
      })
  void namesTheFieldAtFault(String field, String expected) {
    String name = field.substring(1, field.indexOf('"', 1));
    String rest = OURS.replaceAll("\"" + name + "\":\"[^\"]*\",?", "").replaceAll(",$", "");
    Rejection rejection = rejection(read("{" + field + (rest.isBlank() ? "" : "," + rest) + "}"));

    assertThat(rejection.field()).isEqualTo(expected);
    assertThat(rejection.code()).isIn(RejectionCode.BAD_FIELD, RejectionCode.MISSING_FIELD);
    assertThat(rejection.reason()).contains(expected).endsWith(".");
  }

  @Test
  void aFieldThatAppearsTwiceIsAmbiguous() {
    assertThat(rejection(read("{" + OURS + ",\"exception_id\":\"E2\"}")).reason())
        .isEqualTo("exception_id appears twice. Send it once.");
  }

  @Test
  void amountsMayBeTextAndAreWrittenInPlainDigits() {
    assertThat(event(read("{" + OURS + ",\"amount\":\"-0.10\",\"currency\":\"USD\"}")).amount())
        .isEqualTo(new BigDecimal("-0.10"));
    assertThat(event(read("{" + OURS + ",\"amount\":1.5e3,\"currency\":\"USD\"}")).amount())
        .isEqualTo(new BigDecimal("1500"));
  }

  @Test
  void limitsHold() {
    String key = "\"k%d\":\"v\"";
    StringBuilder attributes = new StringBuilder(key.formatted(0));
    for (int i = 1; i < 64; i++) {
      attributes.append(',').append(key.formatted(i));
    }
    assertThat(event(read("{" + OURS + ",\"attributes\":{" + attributes + "}}")).attributes())
        .hasSize(64);
    assertThat(
            rejection(
                read(
                    "{"
                        + OURS
                        + ",\"attributes\":{"
                        + attributes
                        + ","
                        + key.formatted(64)
                        + "}}")))
        .satisfies(r -> assertThat(r.reason()).contains("65").contains("64"));

    String id = "x".repeat(128);
    assertThat(event(read("{" + OURS.replace("E1", id) + "}")).exceptionId()).isEqualTo(id);
    assertThat(rejection(read("{" + OURS.replace("E1", id + "x") + "}")).field())
        .isEqualTo("exception_id");

    assertThat(rejection(read("x".repeat(EventLimits.DEFAULT.maxBytes() + 1))).code())
        .isEqualTo(RejectionCode.TOO_LARGE);
    assertThat(event(read("{" + OURS + ",\"pad\":\"" + "x".repeat(1_000_000) + "\"}"))).isNotNull();
    assertThat(rejection(read("{" + OURS + ",\"n\":" + "9".repeat(2_000) + "}")).code())
        .isIn(RejectionCode.BAD_FIELD, RejectionCode.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "["})
  void deepNestingIsRefusedWithoutReadingItAll(String open) {
    assertThat(rejection(read(open.repeat(100_000))).code()).isEqualTo(RejectionCode.TOO_DEEP);
    assertThat(rejection(read("{" + OURS + ",\"deep\":" + open.repeat(50_000))).code())
        .isEqualTo(RejectionCode.TOO_DEEP);
  }

  @Test
  void anythingButUtf8IsNotJson() {
    byte[] bytes =
        ("{" + OURS.replace("E1", "E\u00e9") + "}")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(rejection(reader.read(bytes, RawHeaders.NONE)).code())
        .isEqualTo(RejectionCode.NOT_JSON);
    assertThat(rejection(reader.read(null, RawHeaders.NONE)).code()).isEqualTo(RejectionCode.EMPTY);
    assertThat(rejection(reader.read(new byte[0], RawHeaders.NONE)).code())
        .isEqualTo(RejectionCode.EMPTY);
  }

  @Test
  void theTraceComesFromTheHeaderThenTheExtensionThenTheField() {
    String field = "{" + OURS + ",\"traceparent\":\"" + TRACEPARENT + "\"}";
    assertThat(read(field).trace()).isEqualTo(TraceContext.parse(TRACEPARENT));
    assertThat(read(field, Map.of("traceparent", OTHER)).trace())
        .isEqualTo(TraceContext.parse(OTHER));
    assertThat(read(field, Map.of("traceparent", "garbage")).trace())
        .isEqualTo(TraceContext.parse(TRACEPARENT));

    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t.t\",\"source\":\"/s\",\"traceparent\":\""
            + OTHER
            + "\",\"data\":"
            + field
            + "}";
    assertThat(read(event).trace()).isEqualTo(TraceContext.parse(OTHER));
    assertThat(read("{" + OURS + ",\"traceparent\":7}").trace()).isEqualTo(Optional.empty());
  }

  @Test
  void aRejectedRecordKeepsItsTrace() {
    assertThat(read("{", Map.of("traceparent", OTHER)).trace())
        .isEqualTo(TraceContext.parse(OTHER));
    assertThat(read("{\"traceparent\":\"" + OTHER + "\"}").trace())
        .isEqualTo(TraceContext.parse(OTHER));
  }

  @Test
  void reasonsStayShortWhateverTheProducerSends() {
    String huge = "k".repeat(500_000);
    Rejection attribute = rejection(read("{" + OURS + ",\"attributes\":{\"" + huge + "\":1}}"));
    Rejection value = rejection(read("{" + OURS.replace("E1", huge) + "}"));
    Rejection extension = rejection(read("{\"specversion\":\"1.0\",\"" + huge + ".\":1}"));

    for (Rejection each : new Rejection[] {attribute, value, extension}) {
      assertThat(each.reason()).hasSizeLessThan(400);
      assertThat(each.field()).hasSizeLessThan(80);
    }
  }
}
