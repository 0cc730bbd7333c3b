package io.breakwater.benchmarks.scoring;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.topic.Topics;
import io.breakwater.scoring.feature.FeaturePlan;
import io.breakwater.scoring.feature.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * What the scoring job does, as one would write it for Kafka Streams: the stream of events is
 * repartitioned by one key of features after the other, each step puts its values into the event,
 * and the last one scores. State is in memory with a changelog, as the job's is on the heap with
 * checkpoints, and committed as often. Features see events as they arrive: Kafka Streams does not
 * order by event time across partitions.
 */
final class StreamsScoring implements AutoCloseable {

  static final String SEEN = "seen";

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Serde<String> TEXT = Serdes.String();

  private final KafkaStreams streams;

  private StreamsScoring(KafkaStreams streams) {
    this.streams = streams;
  }

  static StreamsScoring start(
      String bootstrapServers, Topics topics, String application, Path directory)
      throws IOException {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("streams").toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, ScoringRig.PARALLELISM);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, ScoringRig.CHECKPOINTS.toMillis());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    config.putAll(FirstRead.PROPERTIES);
    config.put(StreamsConfig.producerPrefix("acks"), "all");
    config.put(StreamsConfig.producerPrefix("linger.ms"), "20");
    config.put(StreamsConfig.producerPrefix("batch.size"), "65536");
    Policy policy = PolicyParser.parse(BenchPolicy.byArrival());
    KafkaStreams streams = new KafkaStreams(topology(topics, policy), config);
    streams.start();
    return new StreamsScoring(streams);
  }

  private static Topology topology(Topics topics, Policy policy) {
    FeaturePlan plan = FeaturePlan.of(policy.features());
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore(SEEN, REMEMBERED, REMEMBERED, false), TEXT, Serdes.Long()));
    KStream<String, Enriched> events =
        builder.stream(topics.exceptions(), Consumed.with(TEXT, Serdes.ByteArray()))
            .process(StreamsDedupe::new, SEEN);
    for (int i = 0; i < plan.groups().size(); i++) {
      int group = i;
      String windows = "windows-" + i;
      builder.addStateStore(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(windows),
                  TEXT,
                  StreamsSerdes.of(Windows::write, Windows::read))
              .withCachingEnabled());
      events =
          events
              .selectKey((key, event) -> plan.groups().get(group).key(event.facts()))
              .repartition(
                  Repartitioned.with(TEXT, Enriched.SERDE)
                      .withName("by-" + i)
                      .withNumberOfPartitions(ScoringRig.PARALLELISM))
              .process(() -> new StreamsFeatures(plan.groups().get(group), windows), windows);
    }
    events
        .map((key, event) -> event.scored(policy))
        .to(topics.scored(), Produced.with(TEXT, Serdes.ByteArray()));
    return builder.build();
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(30));
    streams.cleanUp();
  }
}
