package io.breakwater.app.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.app.Breakwater;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a Flink cluster of three processes: started by the command line, killed in the
 * middle, stopped and resumed, and nothing is lost or counted twice.
 */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int KILLS = Boolean.getBoolean("breakwater.soak") ? 20 : 2;
  private static final int PART = 1_000;
  private static final int PARTS = KILLS + 2;
  private static final Instant START = Instant.parse("2026-03-31T12:00:00Z");
  private static final Path POLICY = Path.of("../examples/payments-desk/policy.yaml");
  private static final Path TARGET = Path.of("../flink-jobs/target");

  // After a failure the logs of the processes are what one wants to read.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path dir;

  private static EmbeddedKafka kafka;
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    cluster = TestCluster.start(dir.resolve("flink"), 4);
    await("the cluster")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ClusterException.class)
        .until(() -> cluster.registered() == TestCluster.TASK_MANAGERS);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    kafka.close();
  }

  @Test
  void killedTaskManagersAndASavepointChangeNothingInWhatComesOut() throws Exception {
    Topics calm = topics("calm.");
    startJob(calm);
    for (int part = 0; part < PARTS; part++) {
      send(calm, part);
    }
    Map<String, Set<String>> expected = awaitAll(calm, PARTS * PART);
    String calmSavepoint = breakwater("jobs", "stop", "--job", "scoring").strip();
    assertThat(calmSavepoint).startsWith("file:");

    Topics killed = topics("killed.");
    startJob(killed);
    send(killed, 0);
    for (int kill = 1; kill <= KILLS; kill++) {
      send(killed, kill);
      awaitScored(killed, (kill - 1) * PART + 1);
      cluster.killTaskManager();
      cluster.addTaskManager();
      awaitRestarts(kill);
    }
    awaitScored(killed, (KILLS + 1) * PART);
    String savepoint = breakwater("jobs", "stop", "--job", "scoring").strip();
    startJob(killed, "--from-savepoint", savepoint);
    send(killed, PARTS - 1);

    assertThat(awaitAll(killed, PARTS * PART)).isEqualTo(expected);
    assertThat(counts(killed)).isEqualTo(counts(calm));
  }

  private static Topics topics(String prefix) throws IOException {
    Topics topics = new Topics(prefix);
    kafka.createTopics(
        2,
        Stream.of(topics.exceptions(), topics.scored(), topics.deadLetters(), topics.features())
            .toArray(String[]::new));
    kafka.createTopics(1, topics.policy(), topics.counts());
    send(topics.policy(), "policy@1", Files.readString(POLICY));
    return topics;
  }

  /** So many different events, and each tenth of them once more. */
  private static void send(Topics topics, int part) {
    try (EventSender sender = new EventSender(kafka.bootstrapServers(), topics.exceptions())) {
      for (int i = part * PART; i < (part + 1) * PART; i++) {
        byte[] key = ("E" + i).getBytes(UTF_8);
        byte[] event = event(i).getBytes(UTF_8);
        sender.send(key, event);
        if (i % 10 == 0) {
          sender.send(key, event);
        }
      }
      sender.flush();
    }
  }

  private static void send(String topic, String key, String value) {
    try (EventSender sender = new EventSender(kafka.bootstrapServers(), topic)) {
      sender.send(key.getBytes(UTF_8), value.getBytes(UTF_8));
      sender.flush();
    }
  }

  private static String event(int i) {
    return """
    {"exception_id": "E%d", "source_id": "test", "type": "settlement.fail",
     "severity": "HIGH", "occurred_at": "%s"}\
    """
        .formatted(i, START.plusMillis(10L * i));
  }

  private static void startJob(Topics topics, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "jobs",
                "start",
                "--job",
                "scoring",
                "--bootstrap",
                kafka.bootstrapServers(),
                "--topic-prefix",
                topics.prefix(),
                "--checkpoints",
                dir.resolve("checkpoints").toUri().toString(),
                "--jar",
                jobJar().toString()));
    arguments.addAll(List.of(further));
    arguments.addAll(List.of("--", "--checkpoint-interval", "PT0.5S"));
    assertThat(breakwater(arguments.toArray(String[]::new))).startsWith("scoring started as ");
    awaitRunning();
  }

  private static void awaitRunning() {
    await("the job runs")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ClusterException.class)
        .until(
            () -> {
              String jobs = breakwater("jobs", "list");
              return jobs.lines().anyMatch(line -> line.matches("scoring +RUNNING .*"));
            });
  }

  private static void awaitRestarts(int atLeast) {
    await(atLeast + " restarts")
        .atMost(PATIENCE)
        .until(() -> cluster.restarts("scoring") >= atLeast);
    awaitRunning();
  }

  private static String breakwater(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(2, List.of("--cluster", cluster.rest().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Breakwater.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(err + cluster.logs());
    }
    return out.toString();
  }

  /** What it scored, when it has all of it: event id to the records that it came from. */
  private static Map<String, Set<String>> awaitAll(Topics topics, int events) {
    Map<String, Set<String>> scored = awaitScored(topics, events);
    assertThat(scored).hasSize(events);
    assertThat(scored.values()).allSatisfy(scores -> assertThat(scores).hasSize(1));
    await("counts")
        .atMost(PATIENCE)
        .until(() -> counts(topics).getOrDefault("received", 0L) == events + events / 10);
    return scored;
  }

  private static Map<String, Set<String>> awaitScored(Topics topics, int atLeast) {
    Map<String, Set<String>> scored = new HashMap<>();
    try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), topics.scored())) {
      await(atLeast + " scored")
          .atMost(PATIENCE)
          .until(
              () -> {
                reader.poll(
                    each ->
                        scored
                            .computeIfAbsent(each.path("event_id").asText(), id -> new HashSet<>())
                            .add(each.path("score") + " " + each.path("priority")));
                return scored.size() >= atLeast;
              });
    }
    return scored;
  }

  private static Map<String, Long> counts(Topics topics) {
    Map<String, Long> counts = new HashMap<>();
    try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), topics.counts())) {
      reader.pollToTheEnd(
          said ->
              said.path("counts")
                  .properties()
                  .forEach(count -> counts.put(count.getKey(), count.getValue().asLong())));
    }
    return counts;
  }

  private static Path jobJar() {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.toString().endsWith("-job.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "no job jar in " + TARGET + ": package flink-jobs first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
