package io.breakwater.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.job.StateSettings.Backend;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  @Test
  void whatIsNotGivenHasADefault() {
    JobOptions options = JobOptions.parse("--job", "scoring", "--bootstrap", "kafka:9092");

    assertThat(options.job()).isEqualTo("scoring");
    assertThat(options.kafka().topics().scored()).isEqualTo("breakwater.scored");
    assertThat(options.environment())
        .isEqualTo(
            new JobEnvironment(
                2,
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofMillis(10),
                StateSettings.DEFAULT));
    assertThat(options.arguments().text("dedupe-ttl")).isEmpty();
  }

  @Test
  void everythingCanBeGiven() {
    JobOptions options =
        JobOptions.parse(
            ("--job scoring --bootstrap kafka:9092 --checkpoints file:///cp --topic-prefix bank."
                    + " --parallelism 4 --checkpoint-interval PT1S --buffer-timeout PT0S"
                    + " --state rocksdb --incremental false --unaligned true"
                    + " --set dedupe-ttl=PT1H --set idleness=PT1S")
                .split(" "));

    assertThat(options.kafka().topics().scored()).isEqualTo("bank.scored");
    assertThat(options.environment())
        .isEqualTo(
            new JobEnvironment(
                4,
                Optional.of("file:///cp"),
                Duration.ofSeconds(1),
                Duration.ZERO,
                new StateSettings(Backend.ROCKSDB, false, true)));
    assertThat(options.arguments().duration("dedupe-ttl", Duration.ZERO))
        .isEqualTo(Duration.ofHours(1));
    assertThat(options.arguments().duration("idleness", Duration.ZERO))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsWrongIsSaidInOneSentence() {
    refused("unknown argument \"--boot\": there are --bootstrap", "--boot x");
    refused("--job has no value", "--job");
    refused("--bootstrap is missing: give host:port", "--job x");
    refused("--job is missing", "--bootstrap k:1");
    refused("parallelism is \"two\": give a whole number", "--parallelism two");
    refused("checkpoint-interval is \"5s\": give an ISO 8601 duration", "--checkpoint-interval 5s");
    refused("state is \"disk\": give one of heap, rocksdb", "--state disk");
    refused("unaligned is \"yes\": give true or false", "--unaligned yes");
    refused("--set is \"idleness\": give name=value", "--job x --bootstrap k:1 --set idleness");
  }

  private static void refused(String sentence, String args) {
    assertThatThrownBy(() -> JobOptions.parse(args.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
