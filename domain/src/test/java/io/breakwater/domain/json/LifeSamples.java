package io.breakwater.domain.json;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.Approval;
import io.breakwater.domain.work.Handling;
import io.breakwater.domain.work.Link;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.WaitReason;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.domain.work.WorkNote.ApprovalEnded;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One work record of everything that people do with an item. */
final class LifeSamples {
  private LifeSamples() {}

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00.123456Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String ITEM = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";
  private static final Request KEY = new Request("k-1", OTHER);
  private static final Link LINK = new Link(Link.Relation.CAUSES, OTHER);

  static Map<String, WorkRecord> all() {
    Map<String, WorkRecord> all = new LinkedHashMap<>();
    steps().forEach((name, event) -> all.put(name, new WorkRecord(ITEM, 7, NOON, event)));
    notes().forEach((name, event) -> all.put(name, new WorkRecord(ITEM, 8, NOON, event)));
    return all;
  }

  private static Map<String, WorkItemEvent> steps() {
    Map<String, WorkItemEvent> steps = new LinkedHashMap<>();
    steps.put(
        "work-record.claimed",
        new WorkItemEvent.Assigned("cash", "ann", "claimed", TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.reopened-by-person",
        new WorkItemEvent.Reopened("cash", null, null, null, "no", TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.unassigned",
        new WorkStep.Unassigned("cash", "ann", "leave", TRACE, NOON, "bo", KEY));
    steps.put("work-record.started", new WorkStep.Started("cash", "ann", TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.waiting",
        new WorkStep.Waited("cash", new WaitReason("them", true), TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.snoozed",
        new WorkStep.Snoozed("cash", NOON.plusSeconds(60), null, TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.resumed",
        new WorkStep.Resumed("cash", WorkItemState.ASSIGNED, TRACE, NOON, "policy", null));
    steps.put(
        "work-record.transferred",
        new WorkStep.Transferred("cash", "triage", "theirs", TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.escalated",
        new WorkStep.Escalated("cash", "triage", 1, null, TRACE, NOON, "ann", KEY));
    steps.put("work-record.merged", new WorkStep.Merged("cash", OTHER, TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.split-off", new WorkStep.SplitOff("cash", OTHER, 5, TRACE, NOON, "ann", KEY));
    steps.put(
        "work-record.undone",
        new WorkStep.Undone(6, "resolved", handling(), TRACE, NOON, "ann", KEY));
    return steps;
  }

  private static Handling handling() {
    return new Handling(
        "cash",
        "triage",
        WorkItemState.WAITING,
        "ann",
        NOON,
        "fixed",
        new WaitReason("them", false),
        NOON,
        WorkItemState.ASSIGNED,
        1,
        List.of("vip"),
        List.of(LINK));
  }

  private static Map<String, WorkItemEvent> notes() {
    Map<String, WorkItemEvent> notes = new LinkedHashMap<>();
    notes.put("work-record.commented", new WorkNote.Commented("so", TRACE, NOON, "ann", KEY));
    notes.put("work-record.tagged", new WorkNote.Tagged(List.of("vip"), TRACE, NOON, "ann", KEY));
    notes.put(
        "work-record.untagged", new WorkNote.Untagged(List.of("vip"), TRACE, NOON, "ann", KEY));
    notes.put("work-record.linked", new WorkNote.Linked(LINK, TRACE, NOON, "ann", KEY));
    notes.put("work-record.unlinked", new WorkNote.Unlinked(LINK, TRACE, NOON, "ann", KEY));
    notes.put("work-record.joined", new WorkNote.Joined(OTHER, TRACE, NOON, "ann", KEY));
    notes.put("work-record.parted", new WorkNote.Parted(OTHER, TRACE, NOON, "ann", null));
    notes.put(
        "work-record.followed",
        new WorkNote.Followed(
            OTHER,
            OTHER,
            new Origin("breakwater.exceptions", 3, 17, NOON),
            Kind.RAISED,
            80,
            Priority.P1,
            TRACE,
            NOON,
            "upstream"));
    notes.put(
        "work-record.approval-requested",
        new WorkNote.ApprovalRequested(
            new Approval(
                OTHER,
                new Operation.Resolve("fixed", "note"),
                "large",
                "ann",
                NOON,
                NOON.plusSeconds(60)),
            TRACE,
            NOON,
            "ann",
            KEY));
    notes.put(
        "work-record.approval-ended",
        new WorkNote.ApprovalEnded(
            OTHER, ApprovalEnded.End.EXPIRED, null, TRACE, NOON, "policy", null));
    return notes;
  }
}
