package io.breakwater.flink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.topic.Topics;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTablesTest {
  private static final Path SAMPLES =
      Path.of("..", "domain", "src", "test", "resources", "samples");

  /** A policy is a file of YAML. */
  private static final Set<String> WITHOUT_TABLE = Set.of("policy");

  @Test
  void everyTopicIsATable() {
    assertThat(TopicTables.ALL.stream().map(TopicTable::shortTopic).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(topicsWithTables());
    assertThat(TopicTables.names()).doesNotHaveDuplicates();
  }

  private static Set<String> topicsWithTables() {
    return Arrays.stream(Topics.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getReturnType() == String.class)
        .filter(method -> !method.getName().matches("prefix|toString"))
        .map(TopicTablesTest::topic)
        .filter(topic -> !WITHOUT_TABLE.contains(topic))
        .collect(Collectors.toSet());
  }

  private static String topic(Method method) {
    try {
      return (String) method.invoke(new Topics(""));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exceptions, exception-event",
    "dead_letters, dead-letter",
    "scored, scored-exception",
    "features, feature-record",
    "incidents, incident",
    "work, work-record",
    "sla, sla-event",
    "sla_outcomes, sla-report.outcome",
    "sla_windows, sla-report.window",
    "notifications, notification",
    "counts, job-counts"
  })
  void everySampleIsARow(String table, String sample) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(sample)))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(row(table, Files.readAllBytes(file)).isNullAt(0)).isFalse());
    }
  }

  @Test
  void eventTimeIsCutToMilliseconds() throws IOException {
    RowData row = row("sla", Files.readAllBytes(SAMPLES.resolve("sla-event.json")));
    assertThat(row.getTimestamp(0, 3).toInstant()).hasToString("2026-03-31T12:45:00.123Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FAIL;20260131;ACME", "[]", "null", "{}", "{\"event\":", "\"text\""})
  void whatIsNoRecordIsARowOfNulls(String value) {
    for (TopicTable<?> table : TopicTables.ALL) {
      RowData row = row(table.name(), value.getBytes(UTF_8));
      assertThat(row.isNullAt(0)).as("%s of %s", value, table.name()).isTrue();
      assertThat(row.getArity()).isEqualTo(table.columnNames().size());
    }
  }

  @ParameterizedTest
  @CsvSource({"sla_outcomes, sla-report.window", "sla_windows, sla-report.outcome"})
  void aRecordOfAnotherTableOfTheTopicIsNoRow(String table, String sample) throws IOException {
    byte[] other = Files.readAllBytes(SAMPLES.resolve(sample + ".json"));
    assertThat(anyRow(table, other)).isEmpty();
  }

  @Test
  void aTombstoneIsARowOfNulls() {
    TopicTables.ALL.forEach(
        table -> assertThat(row(table.name(), null).isNullAt(0)).as(table.name()).isTrue());
  }

  private static RowData row(String table, byte[] value) {
    return anyRow(table, value).orElseThrow();
  }

  private static Optional<RowData> anyRow(String table, byte[] value) {
    return TopicTables.named(table).row(new ConsumerRecord<>(table, 0, 0, new byte[0], value));
  }
}
