package io.breakwater.flink.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.kafka.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the scoring job wrote, read on and on. */
final class ScoredTopic implements AutoCloseable {
  private final TopicReader reader;
  private final Map<String, JsonNode> byEventId = new TreeMap<>();
  private final Disorder disorder = new Disorder();
  private int repeated;

  ScoredTopic(TestKafka kafka) {
    reader = kafka.reader(kafka.topics().scored());
  }

  /**
   * What has come since, in the order of reading. What is there again after a restart must be the
   * same to the last byte.
   */
  List<ScoredException> more() {
    List<ScoredException> more = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.more()) {
      ScoredException scored = Json.read(record.value(), ScoredException.class);
      JsonNode before = byEventId.putIfAbsent(scored.eventId(), tree(record.value()));
      if (before != null) {
        assertThat(tree(record.value())).as("what is scored twice").isEqualTo(before);
        repeated++;
      } else if (!scored.late()) {
        disorder.saw(record.partition(), scored.event().occurredAt());
      }
      more.add(scored);
    }
    return more;
  }

  Set<String> eventIds() {
    return byEventId.keySet();
  }

  /**
   * Every scored exception by its event id, but for the place and the time at which its record came
   * to stand on topic {@code exceptions}: those are its arrival itself. All the rest is as strict
   * as it can be, with the trace, since the producer sent one; what comes without gets one by the
   * place of its record, so that would depend on the arrival too.
   */
  Map<String, JsonNode> withoutOrigins() {
    Map<String, JsonNode> without = new TreeMap<>();
    byEventId.forEach(
        (id, scored) -> without.put(id, ((ObjectNode) scored.deepCopy()).without("origin")));
    return without;
  }

  Disorder disorder() {
    return disorder;
  }

  /** How many records were there again. */
  int repeated() {
    return repeated;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
