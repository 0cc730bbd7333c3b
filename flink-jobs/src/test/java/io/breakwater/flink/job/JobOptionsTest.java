package io.breakwater.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  @Test
  void whatIsNotGivenHasADefault() {
    JobOptions options =
        JobOptions.parse(
            "--job", "scoring", "--bootstrap", "kafka:9092", "--checkpoints", "file:///cp");

    assertThat(options.job()).isEqualTo("scoring");
    assertThat(options.kafka().topics().scored()).isEqualTo("breakwater.scored");
    assertThat(options.environment())
        .isEqualTo(
            new JobEnvironment(2, "file:///cp", Duration.ofSeconds(10), Duration.ofMillis(10)));
    assertThat(options.arguments().text("dedupe-ttl")).isEmpty();
  }

  @Test
  void everythingCanBeGiven() {
    JobOptions options =
        JobOptions.parse(
            ("--job scoring --bootstrap kafka:9092 --checkpoints file:///cp --topic-prefix bank."
                    + " --parallelism 4 --checkpoint-interval PT1S --buffer-timeout PT0S"
                    + " --set dedupe-ttl=PT1H --set idleness=PT1S")
                .split(" "));

    assertThat(options.kafka().topics().scored()).isEqualTo("bank.scored");
    assertThat(options.environment())
        .isEqualTo(new JobEnvironment(4, "file:///cp", Duration.ofSeconds(1), Duration.ZERO));
    assertThat(options.arguments().duration("dedupe-ttl", Duration.ZERO))
        .isEqualTo(Duration.ofHours(1));
    assertThat(options.arguments().duration("idleness", Duration.ZERO))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsWrongIsSaidInOneSentence() {
    refused("unknown argument \"--boot\": there are --bootstrap", "--boot", "x");
    refused("--job has no value", "--job");
    refused("--checkpoints is missing: give a directory", "--job", "x");
    refused("--bootstrap is missing: give host:port", "--checkpoints", "x");
    refused("--job is missing", "--checkpoints", "x", "--bootstrap", "k:1");
    refused("parallelism is \"two\": give a whole number", "--parallelism", "two");
    refused(
        "checkpoint-interval is \"5s\": give an ISO 8601 duration",
        "--checkpoints",
        "x",
        "--checkpoint-interval",
        "5s");
    refused(
        "--set is \"idleness\": give name=value",
        "--job",
        "x",
        "--bootstrap",
        "k:1",
        "--checkpoints",
        "x",
        "--set",
        "idleness");
  }

  private static void refused(String sentence, String... args) {
    assertThatThrownBy(() -> JobOptions.parse(args))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
