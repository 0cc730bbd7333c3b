package io.breakwater.flink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A broker with Breakwater's topics, and SQL over them. */
final class SqlWorld implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private static final int PARTITIONS = 3;

  private final TestKafka kafka;

  SqlWorld(Path directory) {
    kafka = TestKafka.start(directory, 0, "no-test.");
  }

  /** The topics of a prefix that no other test has. */
  Topics topics(String prefix) {
    return kafka.under(prefix + ".", PARTITIONS).topics();
  }

  /** Writes a record to the partition that its key falls on. */
  void send(String topic, String key, String value) {
    kafka.send(topic, key, value.getBytes(UTF_8));
    kafka.flush();
  }

  SqlSettings between(Topics topics, Instant from, Instant to) {
    return new SqlSettings(
        kafka.connection().bootstrapServers(),
        topics,
        Optional.of(from),
        Optional.of(to),
        Optional.empty());
  }

  SqlSettings endless(Topics topics) {
    return new SqlSettings(
        kafka.connection().bootstrapServers(),
        topics,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static SqlRun define(SqlSettings settings, String sql) {
    return SqlRun.define(
        StreamExecutionEnvironment.createLocalEnvironment(2, SqlRun.configuration(settings, 2)),
        settings,
        sql);
  }

  /** Runs the SQL to its end; the rows in no order, since two subtasks produce them. */
  static Printed run(SqlSettings settings, String sql) {
    SqlRun run = define(settings, sql);
    Printed printed = new Printed();
    run.run(printed);
    return printed;
  }

  /** The latest value of each key on a topic, as text. */
  Map<String, String> latest(String topic) {
    Map<String, String> latest = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(topic)) {
      latest.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
    }
    return latest;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
