package io.breakwater.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.ingest.deadletter.DeadLetterSettings;
import io.breakwater.ingest.kinesis.KinesisSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
  private static final Config REFERENCE = ConfigFactory.parseResources("reference.conf");

  @Test
  void theDefaultsHaveNoKinesis() {
    assertThat(IngestSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new IngestSettings(
                4 << 20,
                5_000,
                32,
                Duration.ofSeconds(10),
                new DeadLetterSettings("breakwater-dead-letters", 200, Duration.ofSeconds(2)),
                Optional.empty()));
  }

  @Test
  void everyKeyIsRead() {
    Config config =
        ConfigFactory.parseString(
            """
            breakwater.ingest {
              http { max-body-bytes = 1k, max-events = 2, max-requests = 3, ack-timeout = 4s }
              dead-letters { group-id = g, batch = 8, retry-after = 9s }
              kinesis {
                enabled = true, stream = s, application = a, region = r, start = latest
                kinesis-endpoint = "http://k", dynamodb-endpoint = "http://d"
                failover = 5s, idle-between-reads = 6s, retry-after = 7s, cloudwatch-metrics = true
              }
            }""");
    assertThat(IngestSettings.from(config))
        .isEqualTo(
            new IngestSettings(
                1024,
                2,
                3,
                Duration.ofSeconds(4),
                new DeadLetterSettings("g", 8, Duration.ofSeconds(9)),
                Optional.of(
                    new KinesisSettings(
                        "s",
                        "a",
                        "r",
                        KinesisSettings.Start.LATEST,
                        Optional.of(URI.create("http://k")),
                        Optional.of(URI.create("http://d")),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        true))));
  }

  @Test
  void aBadValueIsNamedWithItsRemedy() {
    assertThatThrownBy(() -> kinesis("stream = \"\""))
        .hasMessageContaining("breakwater.ingest.kinesis.stream is \"\"; name the stream");
    assertThatThrownBy(() -> kinesis("start = middle"))
        .hasMessageContaining("start is \"middle\"; use trim-horizon or latest");
    assertThatThrownBy(() -> kinesis("idle-between-reads = 10ms"))
        .hasMessageContaining("at least 200ms");
    DeadLetterSettings letters = new DeadLetterSettings("g", 1, Duration.ofSeconds(1));
    assertThatThrownBy(
            () -> new IngestSettings(0, 1, 1, Duration.ofSeconds(1), letters, Optional.empty()))
        .hasMessageContaining("max-body-bytes is 0");
    assertThatThrownBy(() -> new DeadLetterSettings(" ", 1, Duration.ofSeconds(1)))
        .hasMessageContaining("breakwater.ingest.dead-letters.group-id is empty");
    assertThatThrownBy(() -> new DeadLetterSettings("g", 0, Duration.ofSeconds(1)))
        .hasMessageContaining("batch is 0; it must be 1 to 10000");
    assertThatThrownBy(() -> new DeadLetterSettings("g", 1, Duration.ZERO))
        .hasMessageContaining("retry-after is PT0S; it must be longer than zero");
  }

  private static Optional<KinesisSettings> kinesis(String change) {
    Config changed =
        ConfigFactory.parseString("enabled = true, stream = s, region = r")
            .withFallback(REFERENCE.resolve().getConfig("breakwater.ingest.kinesis"));
    return KinesisSettings.from(ConfigFactory.parseString(change).withFallback(changed));
  }
}
