package io.breakwater.audit.fact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the records of one of our own topics say what a fact keeps, as paths into their JSON.
 * {@code exceptions} has no layout: producers write it in several shapes.
 */
final class HopLayout {
  /** Where a record may say its trace, if its header does not. */
  private static final List<String> TRACE_IDS =
      List.of("trace.trace_id", "trace_id", "event.trace_id");

  private static final Map<Hop, HopLayout> LAYOUTS =
      Map.of(
          Hop.DEAD_LETTERS,
          new HopLayout(
              "code",
              null,
              null,
              "reason",
              "field",
              "origin.topic",
              "origin.partition",
              "origin.offset"),
          Hop.SCORED,
          new HopLayout(
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
          Hop.INCIDENTS,
          new HopLayout(
              "change",
              "occurred_at",
              "work_item_id",
              "incident_id",
              "rule",
              "key",
              "member_count"),
          Hop.WORK,
          new HopLayout(
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
          Hop.SLA,
          new HopLayout(
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
          Hop.NOTIFICATIONS,
          new HopLayout(
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
              "attempts"));

  private final String kind;
  private final String occurredAt;
  private final String workItemId;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private final FieldPicker picker;

  /** {@code shown} go into the summary under their last name; the other paths may be null. */
  private HopLayout(String kind, String occurredAt, String workItemId, String... shown) {
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
    paths.addAll(TRACE_IDS);
    picker = new FieldPicker(paths);
  }

  /** The layout of a hop other than {@code EXCEPTIONS}. */
  static HopLayout of(Hop hop) {
    return LAYOUTS.get(hop);
  }

  /**
   * The fields of a record that this layout names.
   *
   * @throws IOException if the record is not a JSON object
   */
  Map<String, String> pick(byte[] record) throws IOException {
    return picker.pick(record);
  }

  String kind(Map<String, String> fields) {
    return fields.getOrDefault(kind, "record");
  }

  String occurredAt(Map<String, String> fields) {
    return fields.get(occurredAt);
  }

  String workItemId(Map<String, String> fields) {
    return fields.get(workItemId);
  }

  List<String> traceIds(Map<String, String> fields) {
    return TRACE_IDS.stream().filter(fields::containsKey).map(fields::get).toList();
  }

  /** The summary's names by path, in the order in which a reader wants them. */
  Map<String, String> shown() {
    return shown;
  }
}
