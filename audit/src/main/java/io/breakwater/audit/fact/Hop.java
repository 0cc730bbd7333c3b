package io.breakwater.audit.fact;

import io.breakwater.domain.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stations on the way of an exception, in causal order, and what a summary shows of each one's
 * records. {@code exceptions} is not in the table: producers write it in several shapes.
 */
public enum Hop {
  EXCEPTIONS("exceptions"),
  DEAD_LETTERS(
      "dead-letters",
      "code",
      null,
      null,
      "reason",
      "field",
      "origin.topic",
      "origin.partition",
      "origin.offset"),
  SCORED(
      "scored",
      "event.kind",
      "event.occurred_at",
      null,
      "event.source_id",
      "event.exception_id",
      "event.type",
      "event.severity",
      "score",
      "priority",
      "policy_version",
      "late",
      "event_id"),
  INCIDENTS(
      "incidents", "kind", "occurred_at", "work_item_id", "incident_id", "rule", "key", "members"),
  WORK(
      "work",
      "event.type",
      "event.occurred_at",
      "work_item_id",
      "sequence",
      "event.state",
      "event.desk",
      "event.assignee",
      "event.priority",
      "event.code",
      "event.reason",
      "event.note",
      "event.by",
      "event.decision.policy_version",
      "event.linked_trace_id"),
  SLA(
      "sla",
      "step",
      "at",
      "work_item_id",
      "sla",
      "target",
      "run",
      "deadline",
      "desk",
      "priority",
      "live"),
  NOTIFICATIONS(
      "notifications",
      "status",
      "occurred_at",
      "work_item_id",
      "id",
      "step",
      "channel",
      "recipient",
      "desk",
      "subject",
      "reason",
      "attempts");

  /** Where a record on any of our own topics may say its trace, if its header does not. */
  static final List<String> TRACE_IDS = List.of("trace.trace_id", "trace_id", "event.trace_id");

  private final String topic;
  private final String kind;
  private final String occurredAt;
  private final String workItemId;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final FieldPicker picker;

  Hop(String topic) {
    this(topic, null, null, null);
  }

  /**
   * Paths into the record's JSON.
   *
   * @param shown go into the summary under their last name
   */
  Hop(String topic, String kind, String occurredAt, String workItemId, String... shown) {
    this.topic = topic;
    this.kind = kind;
    this.occurredAt = occurredAt;
    this.workItemId = workItemId;
    List<String> paths = new ArrayList<>(List.of(shown));
    for (String path : shown) {
      this.shown.put(path, path.substring(path.lastIndexOf('.') + 1));
    }
    for (String path : new String[] {kind, occurredAt, workItemId}) {
      if (path != null) {
        paths.add(path);
      }
    }
    paths.addAll(List.of("trace.trace_id", "trace_id", "event.trace_id"));
    picker = new FieldPicker(paths);
  }

  /** The hop of a topic; empty for one that is not on the way. */
  public static Optional<Hop> of(Topics topics, String topic) {
    for (Hop hop : values()) {
      if (topic.equals(topics.prefix() + hop.topic)) {
        return Optional.of(hop);
      }
    }
    return Optional.empty();
  }

  /** The topic's name without the prefix. */
  public String label() {
    return topic;
  }

  FieldPicker picker() {
    return picker;
  }

  String kind(Map<String, String> fields) {
    return fields.getOrDefault(String.valueOf(kind), "record");
  }

  String occurredAt(Map<String, String> fields) {
    return fields.get(occurredAt);
  }

  String workItemId(Map<String, String> fields) {
    return fields.get(workItemId);
  }

  Map<String, String> shown() {
    return shown;
  }
}
