package io.breakwater.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.incident.IncidentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored samples stay readable, records write what they read, and both obey their schemas. */
class RecordCodecTest {

  private static final String SCHEMAS = "https://breakwater.io/schemas/";

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaMappers(mappers -> mappers.mapPrefix(SCHEMAS, "classpath:schemas/")));

  static Stream<String> samples() {
    return RecordSamples.all().keySet().stream();
  }

  private static JsonSchema schema(String name) {
    return FACTORY.getSchema(SchemaLocation.of(SCHEMAS + name + ".schema.json"));
  }

  private static byte[] bytes(String sample) throws IOException {
    String file = "/samples/" + sample + ".json";
    try (InputStream in = RecordCodecTest.class.getResourceAsStream(file)) {
      assertThat(in).as("src/test/resources%s", file).isNotNull();
      return in.readAllBytes();
    }
  }

  private static JsonNode stored(String sample) throws IOException {
    return Json.mapper().readTree(bytes(sample));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordIsWrittenAsItWasStoredAndReadBack(String sample) throws IOException {
    Object record = RecordSamples.all().get(sample);

    assertThat(Json.mapper().readTree(Json.bytes(record))).isEqualTo(stored(sample));
    assertThat((Object) Json.read(bytes(sample), record.getClass())).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordObeysItsSchema(String sample) throws IOException {
    String name = sample.split("\\.", 2)[0];

    assertThat(schema(name).validate(stored(sample))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSchemaKnowsEveryFieldOfTheRecord(String sample) throws IOException {
    String schema = schema(sample.split("\\.", 2)[0]).getSchemaNode().toString();
    Set<String> unknown = new TreeSet<>();
    stored(sample)
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!schema.contains("\"" + field + "\"")) {
                unknown.add(field);
              }
            });

    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exception_id\":\"E\",\"source_id\":\"s\",\"type\":\"a.b\"}",
        "{\"exception_id\":\"\",\"source_id\":\"s\",\"type\":\"a.b\",\"occurred_at\":\"2026-03-31T15:12:00Z\"}",
        "{\"exception_id\":\"E\",\"source_id\":\"s\",\"type\":\"ab\",\"occurred_at\":\"2026-03-31T15:12:00Z\"}",
        "{\"exception_id\":\"E\",\"source_id\":\"s\",\"type\":\"a.b\",\"occurred_at\":\"2026-03-31T15:12:00Z\",\"amount\":1}",
        "{\"exception_id\":\"E\",\"source_id\":\"s\",\"type\":\"a.b\",\"occurred_at\":\"2026-03-31T15:12:00Z\",\"attributes\":{\"a\":1}}",
        "{\"exception_id\":\"E\",\"source_id\":\"s\",\"type\":\"a.b\",\"occurred_at\":\"2026-03-31T15:12:00Z\",\"kind\":\"raised\"}",
      })
  void theSchemaRefusesWhatTheReaderRefuses(String event) throws IOException {
    assertThat(schema("exception-event").validate(Json.mapper().readTree(event))).isNotEmpty();
    assertThat(
            new EventReader(EventLimits.DEFAULT)
                .read(event.getBytes(StandardCharsets.UTF_8), RawHeaders.NONE))
        .isInstanceOf(Reading.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"change\":\"SHRANK\"}",
        "{\"change\":\"CLOSED\"}",
        "{\"merged_into\":\"other\"}",
        "{\"incident_id\":\"I-1\"}",
        "{\"rule\":\" \"}",
        "{\"members\":[]}",
        "{\"members\":[{\"source_id\":\"s\",\"exception_id\":\"E\",\"event_id\":\"1\"}]}",
        "{\"member_count\":0}",
        "{\"score\":101}",
        "{\"priority\":\"P5\"}",
        "{\"trace_id\":\"\"}",
      })
  void theIncidentSchemaRefusesWhatTheRecordRefuses(String change) throws IOException {
    ObjectNode incident = stored("incident.merged").deepCopy();
    incident.setAll((ObjectNode) Json.mapper().readTree(change));

    assertThat(schema("incident").validate(incident)).isNotEmpty();
    assertThatThrownBy(() -> Json.read(Json.bytes(incident), IncidentEvent.class))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theAsyncApiNamesOnlySchemasThatExist() throws IOException {
    String document;
    try (InputStream in = RecordCodecTest.class.getResourceAsStream("/asyncapi.yaml")) {
      document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher references = Pattern.compile("schemas/[a-z-]+\\.schema\\.json").matcher(document);
    Set<String> named = new HashSet<>();
    while (references.find()) {
      named.add(references.group());
      assertThat(RecordCodecTest.class.getResource("/" + references.group())).isNotNull();
    }

    assertThat(named).hasSize(11);
  }
}
