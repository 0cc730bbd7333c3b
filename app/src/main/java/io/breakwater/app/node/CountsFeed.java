package io.breakwater.app.node;

import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.Kafka;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The counters that the Flink jobs publish. */
final class CountsFeed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, Map<String, Long>> byJob = new ConcurrentHashMap<>();
  private final TopicFollower follower;

  CountsFeed(Kafka kafka) {
    follower = new TopicFollower(kafka.bootstrapServers(), kafka.topics().counts(), this::accept);
    follower.awaitCaughtUp(PATIENCE);
  }

  /** A job's counter; 0 until the job has published it. */
  long count(String job, String counter) {
    return byJob.getOrDefault(job, Map.of()).getOrDefault(counter, 0L);
  }

  @Override
  public void close() {
    follower.close();
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    JobCounts counts = Json.read(record.value(), JobCounts.class);
    byJob.put(counts.job(), Map.copyOf(counts.counts()));
  }
}
