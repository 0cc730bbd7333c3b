package io.breakwater.app.policy.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Handling;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.platform.kafka.Publisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A history from the topics of a running system. */
class TopicHistoryIT {
  private static final TraceContext TRACE = TraceContext.mint("test", 0, 0);
  private static final Handling HANDLING =
      new Handling(
          "fx", null, WorkItemState.QUEUED, null, null, null, null, null, null, 0, null, null);

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;
  private static Publisher publisher;

  private Topics topics;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(dir, 0);
    publisher = Publisher.connect(kafka.bootstrapServers(), Map.of());
  }

  @AfterAll
  static void stop() {
    publisher.close();
    kafka.close();
  }

  @BeforeEach
  void freshTopics(TestInfo test) {
    topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
    kafka.createTopics(3, topics.scored(), topics.work());
  }

  @Test
  void whatUpstreamSaidAndWhatPeopleDidInTheOrderOfTime() throws Exception {
    String item = Histories.raised("E-1", 0).workItemId();
    publish(topics.scored(), "E-1", scored("E-1", Kind.RAISED, 0));
    publish(topics.scored(), "E-2", scored("E-2", Kind.RAISED, 1));
    publish(topics.scored(), "E-1", scored("E-1", Kind.RESOLVED, 30));
    publish(topics.scored(), "x", "no JSON".getBytes(StandardCharsets.UTF_8));
    publish(topics.work(), item, work(item, 2, acknowledged(2)));
    publish(topics.work(), item, work(item, 3, resolved(3, "ana")));
    publish(topics.work(), item, work(item, 4, undone(3, 4)));
    publish(topics.work(), item, work(item, 5, resolved(30, "upstream")));
    publish(topics.work(), item, "{}".getBytes(StandardCharsets.UTF_8));

    List<String> read = new ArrayList<>();
    long[] unreadable = new long[1];
    try (RecordedHistory history = new RecordedHistory(100)) {
      unreadable[0] = new TopicHistory(kafka.bootstrapServers(), topics).read(history);
      history.inOrder(recorded -> read.add(text(recorded)));
    }

    assertThat(unreadable[0]).isEqualTo(2);
    assertThat(read)
        .containsExactly(
            "E-1 RAISED {fails=3.0} 42",
            "E-2 RAISED {fails=3.0} 42",
            "ACKNOWLEDGED 2",
            "E-1 RESOLVED {fails=3.0} 42");
  }

  @Test
  void theNewestOnlyAndNoMoreThanAllowed() throws Exception {
    for (int i = 0; i < 30; i++) {
      publish(topics.scored(), "E-" + i, scored("E-" + i, Kind.RAISED, i));
    }
    TopicHistory topic = new TopicHistory(kafka.bootstrapServers(), topics);
    try (RecordedHistory newest = new RecordedHistory(100)) {
      topic.readNewest(newest, 9);
      assertThat(newest.size()).isBetween(3, 9);
    }
    try (RecordedHistory small = new RecordedHistory(20)) {
      assertThatThrownBy(() -> topic.read(small))
          .isInstanceOf(TooMuch.class)
          .hasMessage("the history has more than 20 events; take a shorter one");
    }
  }

  private static String text(Recorded recorded) {
    if (recorded instanceof Recorded.Said said) {
      return "%s %s %s %d"
          .formatted(
              said.event().exceptionId(), said.event().kind(), said.features(), said.score());
    }
    Recorded.Done done = (Recorded.Done) recorded;
    return done.act() + " " + done.sequence();
  }

  private static void publish(String topic, String key, byte[] value) throws Exception {
    publisher.publish(topic, key, value, TRACE).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static byte[] scored(String id, Kind kind, int minute) {
    ExceptionEvent event = Histories.said(id, kind, minute, Severity.HIGH, null).event();
    return Json.bytes(
        new ScoredException(
            event.eventId(),
            event,
            TRACE,
            new Origin("exceptions", 0, minute, Histories.NOON),
            42,
            Priority.P3,
            List.of(),
            Map.of("fails", 3.0),
            "bank@1",
            false));
  }

  private static byte[] work(String item, long sequence, WorkItemEvent event) {
    return Json.bytes(new WorkRecord(item, sequence, Histories.NOON, event));
  }

  private static WorkItemEvent acknowledged(int minute) {
    return new WorkItemEvent.Acknowledged(
        "fx", TRACE.traceId(), Histories.NOON.plusSeconds(60L * minute), "ana");
  }

  private static WorkItemEvent resolved(int minute, String by) {
    return new WorkItemEvent.Resolved(
        "fx",
        null,
        null,
        "fixed",
        null,
        TRACE.traceId(),
        Histories.NOON.plusSeconds(60L * minute),
        by);
  }

  private static WorkItemEvent undone(long sequence, int minute) {
    return new WorkStep.Undone(
        sequence,
        "resolved",
        HANDLING,
        TRACE.traceId(),
        Histories.NOON.plusSeconds(60L * minute),
        "ana",
        null);
  }
}
