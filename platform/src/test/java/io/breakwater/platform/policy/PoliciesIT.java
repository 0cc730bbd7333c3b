package io.breakwater.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.policy.Policies.Publishing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PoliciesIT {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir static Path dir;

  private static EmbeddedKafka broker;
  private static Publisher publisher;
  private static String example;

  private Topics topics;
  private PolicyFeed feed;
  private Policies policies;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start(dir, 0);
    publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
    example = Files.readString(Path.of("../examples/payments-desk/policy.yaml"));
  }

  @AfterAll
  static void stop() {
    publisher.close();
    broker.close();
  }

  @BeforeEach
  void freshTopic(TestInfo test) throws Exception {
    topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
    broker.createTopics(1, topics.policy());
    feed = follow();
    policies = new Policies(new Kafka(broker.bootstrapServers(), topics, publisher), feed, CLOCK);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void aPublishedVersionComesIntoForceAndIsThereAfterARestart() throws Exception {
    publish(example);
    awaitVersions("payments-desk@2026.1");

    try (PolicyFeed restarted = follow()) {
      assertThat(restarted.get().versions())
          .extracting(p -> p.id())
          .containsExactly("payments-desk@2026.1");
    }
    assertThat(policies.source("payments-desk@2026.1")).contains(example);
    assertThat(policies.list()).singleElement().matches(Policies.Version::inForce);
  }

  @Test
  void aWrongPolicyIsRefusedWithItsPositionsAndTheRunningOneStays() throws Exception {
    publish(example);
    awaitVersions("payments-desk@2026.1");

    assertThatThrownBy(
            () -> publish(example.replace("default_desk: triage", "default_desk: nobody")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(422);
              assertThat(refused.problem().errors())
                  .extracting(Problem.Fault::field)
                  .contains("routing.default_desk");
              assertThat(refused.problem().errors().get(0).code()).startsWith("line ");
            });
    assertThat(policies.list()).hasSize(1);
  }

  @Test
  void aVersionNeverChangesAndRepeatingItIsHarmless() throws Exception {
    publish(example);
    awaitVersions("payments-desk@2026.1");
    publish(example);

    assertThatThrownBy(() -> publish(example + "\n# changed"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a version never changes");
  }

  @Test
  void backDatingNeedsToBeAskedFor() throws Exception {
    publish(example);
    awaitVersions("payments-desk@2026.1");
    String second = example.replace("\"2026.1\"", "\"2026.2\"");

    assertThatThrownBy(() -> publish(second))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("in the past");
    policies.publish(second, new Publishing(null, null, null, true)).toCompletableFuture().get();
    awaitVersions("payments-desk@2026.1", "payments-desk@2026.2");
  }

  @Test
  void whoPublishesAVersionAndWhyIsKept() throws Exception {
    policies
        .publish(example, new Publishing("ana", "the first \u20ac", null, false))
        .toCompletableFuture()
        .get();
    awaitVersions("payments-desk@2026.1");
    policies
        .publish(example, new Publishing("bo", "again", null, false))
        .toCompletableFuture()
        .get();

    try (PolicyFeed restarted = follow()) {
      Publication kept = restarted.publication("payments-desk@2026.1").orElseThrow();
      assertThat(kept.by()).isEqualTo("ana");
      assertThat(kept.comment()).isEqualTo("the first \u20ac");
      assertThat(kept.at()).isAfter(Instant.EPOCH);
    }
    assertThat(policies.list().get(0).publication().by()).isEqualTo("ana");
    assertThatThrownBy(
            () -> policies.publish(example, new Publishing("x".repeat(129), null, null, false)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("by has 129 characters");
  }

  @Test
  void aVersionComesIntoForceWhenItsPublisherSays() throws Exception {
    publish(example);
    awaitVersions("payments-desk@2026.1");
    Instant later = CLOCK.instant().plusSeconds(3600);

    String second = example.replace("\"2026.1\"", "\"2026.2\"");
    policies.publish(second, new Publishing("ana", null, later, false)).toCompletableFuture().get();

    awaitVersions("payments-desk@2026.1", "payments-desk@2026.2");
    assertThat(feed.get().versions().get(1).effectiveFrom()).isEqualTo(later);
    assertThat(policies.list()).extracting(Policies.Version::inForce).containsExactly(true, false);
    assertThat(policies.source("payments-desk@2026.2").orElseThrow())
        .contains("# The policy of a payments operations floor");
  }

  @Test
  void aRollbackPublishesWhatWasInForceBefore() throws Exception {
    assertThatThrownBy(() -> policies.rollback(null, "ana", "nothing there"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("No version was in force before");
    publish(example);
    awaitVersions("payments-desk@2026.1");
    policies
        .publish(
            example.replace("\"2026.1\"", "\"2026.2\"").replace("HIGH: 50", "HIGH: 55"),
            new Publishing("bo", null, Instant.parse("2026-05-01T00:00:00Z"), true))
        .toCompletableFuture()
        .get();
    awaitVersions("payments-desk@2026.1", "payments-desk@2026.2");

    policies.rollback(null, "ana", "too many P1").toCompletableFuture().get();

    awaitVersions(
        "payments-desk@2026.1", "payments-desk@2026.2", "payments-desk@2026.1-rollback.1");
    Policy again = feed.get().versions().get(2);
    assertThat(again.scoring())
        .usingRecursiveComparison()
        .comparingOnlyFields("base")
        .isEqualTo(feed.get().versions().get(0).scoring());
    assertThat(again.effectiveFrom()).isEqualTo(CLOCK.instant().plusSeconds(2));
    assertThat(feed.publication(again.id()).orElseThrow().comment()).isEqualTo("too many P1");
    assertThatThrownBy(() -> policies.rollback("payments-desk@2025", "ana", "typo"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("There is no policy \"payments-desk@2025\"");
    policies.rollback(again.id(), "ana", "once more").toCompletableFuture().get();
    awaitVersions(
        "payments-desk@2026.1",
        "payments-desk@2026.2",
        "payments-desk@2026.1-rollback.1",
        "payments-desk@2026.1-rollback.2");
  }

  @Test
  void whatIsNoPolicyOnTheTopicIsSkipped() throws Exception {
    publisher
        .publish(topics.policy(), "x@1", "]not: yaml".getBytes(StandardCharsets.UTF_8), List.of())
        .toCompletableFuture()
        .get();
    publisher.publish(topics.policy(), "x@1", null, List.of()).toCompletableFuture().get();
    publish(example);
    awaitVersions("payments-desk@2026.1");
  }

  private void publish(String yaml) throws Exception {
    policies.publish(yaml, new Publishing(null, null, null, false)).toCompletableFuture().get();
  }

  private PolicyFeed follow() throws InterruptedException {
    PolicyFeed followed = PolicyFeed.follow(broker.bootstrapServers(), topics.policy());
    assertThat(followed.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
    return followed;
  }

  private void awaitVersions(String... ids) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(feed.get().versions()).extracting(p -> p.id()).containsExactly(ids));
  }
}
