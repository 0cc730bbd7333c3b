package io.breakwater.routing.item;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.work.Approval;
import io.breakwater.domain.work.Handling;
import io.breakwater.domain.work.Link;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.WaitReason;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.domain.work.WorkStep;
import io.breakwater.routing.Scored;
import java.time.Instant;
import java.util.List;

/** One event of every type, or with every field, that came with the whole life of an item. */
final class LifeEvents {
  private LifeEvents() {}

  private static final ScoredException RAISED = Scored.of("X-1", Kind.RAISED, 0, 1);
  private static final String TRACE = RAISED.trace().traceId();
  private static final Instant AT = Scored.NOON.plusSeconds(100);
  private static final String OTHER = "b7ad6b7169203331b7ad6b7169203331";
  private static final Request KEY = new Request("k-1", "0af7651916cd43dd8448eb211c80319c");
  private static final Link LINK = new Link(Link.Relation.CAUSES, OTHER);

  static final List<WorkItemEvent> ALL =
      List.of(
          new WorkItemEvent.Assigned("payments", "ana", "claimed", TRACE, AT, "ana", KEY),
          new WorkItemEvent.Acknowledged("payments", TRACE, AT, "ana", KEY),
          new WorkItemEvent.Resolved(
              "payments", null, null, "fixed", "done", TRACE, AT, "ana", KEY),
          new WorkItemEvent.Reopened("payments", null, null, null, "not so", TRACE, AT, "ana", KEY),
          new WorkItemEvent.Closed("payments", "checked", TRACE, AT, "ana", KEY),
          new WorkStep.Unassigned("payments", "ana", "on leave", TRACE, AT, "bo", KEY),
          new WorkStep.Started("payments", "ana", TRACE, AT, "ana", KEY),
          new WorkStep.Waited(
              "payments", new WaitReason("counterparty", true), TRACE, AT, "ana", KEY),
          new WorkStep.Snoozed(
              "payments", AT.plusSeconds(3600), "after lunch", TRACE, AT, "ana", KEY),
          new WorkStep.Resumed("payments", WorkItemState.IN_PROGRESS, TRACE, AT, "policy", null),
          new WorkStep.Transferred("triage", "payments", "not ours", TRACE, AT, "ana", KEY),
          new WorkStep.Escalated("triage", "payments", 2, "late", TRACE, AT, "ana", KEY),
          new WorkStep.Merged("payments", OTHER, TRACE, AT, "ana", KEY),
          new WorkStep.SplitOff("payments", OTHER, 7, TRACE, AT, "ana", KEY),
          new WorkStep.Undone(
              8,
              "resolved",
              new Handling(
                  "payments",
                  "triage",
                  WorkItemState.WAITING,
                  "ana",
                  AT,
                  "fixed",
                  new WaitReason("customer", false),
                  AT,
                  WorkItemState.ASSIGNED,
                  1,
                  List.of("vip"),
                  List.of(LINK)),
              TRACE,
              AT,
              "ana",
              KEY),
          new WorkNote.Commented("so it is", TRACE, AT, "ana", KEY),
          new WorkNote.Tagged(List.of("late", "vip"), TRACE, AT, "ana", KEY),
          new WorkNote.Untagged(List.of("vip"), TRACE, AT, "ana", KEY),
          new WorkNote.Linked(LINK, TRACE, AT, "ana", KEY),
          new WorkNote.Unlinked(LINK, TRACE, AT, "ana", KEY),
          new WorkNote.Joined(OTHER, TRACE, AT, "ana", KEY),
          new WorkNote.Parted(OTHER, TRACE, AT, "ana", KEY),
          new WorkNote.Followed(
              OTHER,
              RAISED.eventId(),
              RAISED.origin(),
              Kind.UPDATED,
              77,
              RAISED.priority(),
              TRACE,
              AT,
              "upstream"),
          new WorkNote.ApprovalRequested(
              new Approval(
                  OTHER,
                  new Operation.Resolve("written-off", "old"),
                  "large",
                  "ana",
                  AT,
                  AT.plusSeconds(3600)),
              TRACE,
              AT,
              "ana",
              KEY),
          new WorkNote.ApprovalRequested(
              new Approval(OTHER, new Operation.Start(), "large", "ana", AT, AT.plusSeconds(3600)),
              TRACE,
              AT,
              "ana",
              null),
          new WorkNote.ApprovalEnded(
              OTHER, WorkNote.ApprovalEnded.End.APPROVED, "agreed", TRACE, AT, "bo", KEY));
}
