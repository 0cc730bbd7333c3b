package io.breakwater.flink.sql;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.flink.scoring.KafkaHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The tables that every query finds: one for each kind of record on each topic. */
final class TopicTables {
  private TopicTables() {}

  private static final EventReader EVENTS = new EventReader(EventLimits.DEFAULT);

  /** In the order of an exception's way. */
  static final List<TopicTable<?>> ALL =
      List.of(
          new TopicTable<>(
              "exceptions",
              Topics::exceptions,
              RaisedEvent.class,
              Column.of(RaisedEvent.class, Set.of("event", "trace")),
              TopicTables::event,
              (raised, written) -> raised.event().occurredAt()),
          TopicTable.json(
              "dead_letters",
              Topics::deadLetters,
              DeadLetter.class,
              letter -> letter.origin().ingestedAt(),
              "trace"),
          TopicTable.json(
              "scored",
              Topics::scored,
              ScoredException.class,
              scored -> scored.event().occurredAt(),
              "event",
              "trace"),
          TopicTable.json(
              "features",
              Topics::features,
              FeatureRecord.class,
              FeatureRecord::occurredAt,
              "trace"),
          TopicTable.json(
              "incidents", Topics::incidents, IncidentEvent.class, IncidentEvent::occurredAt),
          TopicTable.json(
              "work", Topics::work, WorkRecord.class, work -> work.event().occurredAt(), "event"),
          TopicTable.json("sla", Topics::sla, SlaEvent.class, SlaEvent::at),
          TopicTable.kind(
              "sla_outcomes",
              Topics::slaReport,
              SlaReport.class,
              SlaOutcome.class,
              SlaOutcome::asOf),
          TopicTable.kind(
              "sla_windows", Topics::slaReport, SlaReport.class, SlaWindow.class, SlaWindow::end),
          TopicTable.json(
              "notifications", Topics::notifications, Notification.class, Notification::occurredAt),
          new TopicTable<>(
              "counts",
              Topics::counts,
              JobCounts.class,
              Column.of(JobCounts.class),
              raw -> Json.read(raw.value(), JobCounts.class),
              // How far the job had come when it said so.
              (counts, written) -> counts.job() == null ? null : written));

  /** A raw event that the scoring job accepts too, and the event's id. */
  record RaisedEvent(String eventId, ExceptionEvent event, TraceContext trace, Origin origin) {}

  private static RaisedEvent event(ConsumerRecord<byte[], byte[]> raw) {
    Reading reading = EVENTS.read(raw.value(), KafkaHeaders.of(raw.headers()));
    if (!(reading instanceof Reading.Accepted accepted)) {
      return null;
    }
    TraceContext trace =
        accepted
            .trace()
            .orElseGet(() -> TraceContext.mint(raw.topic(), raw.partition(), raw.offset()));
    Origin origin =
        new Origin(
            raw.topic(), raw.partition(), raw.offset(), Instant.ofEpochMilli(raw.timestamp()));
    return new RaisedEvent(accepted.event().eventId(), accepted.event(), trace, origin);
  }

  /** Their names. */
  static List<String> names() {
    return ALL.stream().<String>map(TopicTable::name).toList();
  }

  /** The tables of a topic; none if it is not one of Breakwater's. */
  static List<TopicTable<?>> ofTopic(String topic, Topics topics) {
    return ALL.stream().filter(table -> table.topic().apply(topics).equals(topic)).toList();
  }

  /**
   * A table by its name.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  static TopicTable<?> named(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }
}
