package io.breakwater.ingest.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The real client library against stand-ins for Kinesis and DynamoDB, into a real broker. */
class KinesisGatewayIT {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final String STREAM = "exceptions";

  private static KinesisLocal kinesis;
  private static DynamoDBProxyServer dynamoDb;
  private static EmbeddedKafka broker;
  private static Publisher publisher;
  private static KinesisSettings settings;
  private static KafkaConsumer<String, byte[]> consumer;
  private static final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  @BeforeAll
  static void startServers(@TempDir(cleanup = CleanupMode.NEVER) Path directory) throws Exception {
    kinesis = KinesisLocal.start(STREAM);
    int port = LoopbackPorts.free();
    // Without its own launcher, which reports usage over the network.
    dynamoDb =
        new DynamoDBProxyServer(
            port,
            new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
    dynamoDb.start();
    broker = EmbeddedKafka.start(directory, 0);
    broker.createTopics(1, Topics.DEFAULT.exceptions(), Topics.DEFAULT.deadLetters());
    publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        List.of(
            new TopicPartition(Topics.DEFAULT.exceptions(), 0),
            new TopicPartition(Topics.DEFAULT.deadLetters(), 0)));
    settings =
        new KinesisSettings(
            STREAM,
            "breakwater-ingest",
            "us-east-1",
            KinesisSettings.Start.TRIM_HORIZON,
            Optional.of(kinesis.endpoint()),
            Optional.of(URI.create("http://" + LoopbackPorts.HOST + ":" + port)),
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            false);
  }

  @AfterAll
  static void stopServers() throws Exception {
    if (consumer != null) {
      consumer.close();
      publisher.close();
      broker.close();
      dynamoDb.stop();
    }
    if (kinesis != null) {
      kinesis.close();
    }
  }

  @Test
  void aStreamIsForwardedAndARestartGoesOnAtTheCheckpoint() throws Exception {
    byte[] large = new byte[1_048_500];
    new Random(1).nextBytes(large);
    try (KinesisClients clients = KinesisClients.connect(settings, CREDENTIALS)) {
      put(clients.kinesis(), event("E-1").getBytes(UTF_8));
      put(clients.kinesis(), "no json".getBytes(UTF_8));
      put(clients.kinesis(), large);
      put(clients.kinesis(), event("E-2").getBytes(UTF_8));
      try (KinesisGateway gateway = start()) {
        awaitRecords(Topics.DEFAULT.exceptions(), 3);
        awaitRecords(Topics.DEFAULT.deadLetters(), 1);
        awaitCheckpoint(clients.dynamoDb());
        assertThat(gateway.problem()).isEmpty();
      }
      put(clients.kinesis(), event("E-3").getBytes(UTF_8));
      try (KinesisGateway gateway = start()) {
        awaitRecords(Topics.DEFAULT.exceptions(), 4);
        assertThat(gateway.problem()).isEmpty();
      }
    }
    List<ConsumerRecord<String, byte[]>> forwarded = records(Topics.DEFAULT.exceptions());
    assertThat(forwarded)
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly(event("E-1"), "no json", event("E-2"), event("E-3"));
    assertThat(forwarded.get(0).key()).isEqualTo("8:payments/E-1");
    assertThat(forwarded.get(0).headers().lastHeader("kinesis_shard")).isNotNull();
    assertThat(forwarded.get(0).headers().lastHeader("traceparent")).isNotNull();
    assertThat(records(Topics.DEFAULT.deadLetters()))
        .singleElement()
        .extracting(letter -> Json.read(letter.value(), DeadLetter.class).code())
        .isEqualTo("too-large");
  }

  private static void awaitCheckpoint(DynamoDbAsyncClient leases) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () ->
                leases
                    .scan(scan -> scan.tableName(settings.application()))
                    .get(10, TimeUnit.SECONDS)
                    .items()
                    .stream()
                    .filter(item -> item.containsKey("checkpoint"))
                    .anyMatch(item -> !item.get("checkpoint").s().equals("TRIM_HORIZON")));
  }

  private static KinesisGateway start() {
    return KinesisGateway.start(
        settings,
        CREDENTIALS,
        new EventReader(EventLimits.DEFAULT),
        new Kafka(broker.bootstrapServers(), Topics.DEFAULT, publisher),
        new IngestMetrics(OpenTelemetry.noop()));
  }

  private static void put(KinesisAsyncClient client, byte[] data) throws Exception {
    client
        .putRecord(
            request ->
                request
                    .streamName(STREAM)
                    .partitionKey("key")
                    .data(SdkBytes.fromByteArrayUnsafe(data)))
        .get(20, TimeUnit.SECONDS);
  }

  /** Reads on until the topic has given this many records in all. */
  private static void awaitRecords(String topic, int count) {
    await()
        .pollInSameThread()
        .atMost(120, TimeUnit.SECONDS)
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(500)).forEach(records::add);
              return records(topic).size() >= count;
            });
  }

  private static List<ConsumerRecord<String, byte[]>> records(String topic) {
    return records.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private static String event(String exceptionId) {
    return """
        {"source_id":"payments","exception_id":"%s","type":"payment.rejected",
         "occurred_at":"2026-03-02T10:15:30Z"}"""
        .formatted(exceptionId);
  }
}
