package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import java.time.Instant;
import java.util.List;

/**
 * Two items that are the same: one survives, the other is CLOSED and points to it, and what
 * upstream says of the other goes on to the survivor. First the survivor is joined, then the other
 * is merged; if the other refuses, the survivor parts from it. To split them, the other leaves
 * first. So nothing is closed that nobody goes on with, wherever the way ends.
 */
final class Merging {
  private Merging() {}

  /** Asked of the survivor. */
  static Verdict join(Lifecycle item, Operation.Join join, Act act) {
    WorkItemView view = item.view();
    if (join.other().equals(view.workItemId())) {
      return refuse(view, "cannot be merged into itself");
    } else if (item.memory().company().others().contains(join.other())) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkNote.Joined(join.other(), view.traceId(), act.at(), act.by(), act.request()));
  }

  /** Asked of the other. */
  static Verdict merge(Lifecycle item, Operation.Merge merge, Act act) {
    WorkItemView view = item.view();
    if (item.incident() != null) {
      return refuse(view, "is the work item of an incident; merge the others into it");
    } else if (item.memory().company().others().contains(merge.into())) {
      return refuse(view, "is itself being joined by " + merge.into());
    }
    return happens(
        new WorkStep.Merged(
            view.desk(), merge.into(), view.traceId(), act.at(), act.by(), act.request()));
  }

  /** Asked of the survivor. */
  static Verdict part(Lifecycle item, Operation.Part part, Act act) {
    if (!item.memory().company().others().contains(part.other())) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkNote.Parted(
            part.other(), item.view().traceId(), act.at(), act.by(), act.request()));
  }

  /** Asked of the other, whether it was merged by people or absorbed by its incident. */
  static Verdict splitOff(Lifecycle item, Operation.SplitOff split, Act act) {
    WorkItemView view = item.view();
    String into = view.mergedInto() != null ? view.mergedInto() : view.absorbedInto();
    if (!split.from().equals(into)) {
      return refuse(view, "is not a part of " + split.from());
    }
    return happens(
        new WorkStep.SplitOff(
            view.desk(),
            into,
            item.memory().takenOverBy(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  /**
   * Upstream spoke of an exception whose item was merged into this one.
   *
   * @param of that item
   */
  static Verdict follow(Lifecycle item, String of, ScoredException scored) {
    if (item.seen().standing(scored.eventId(), scored.origin()) != SeenEvents.Standing.NEW) {
      return new Verdict.AlreadySo();
    }
    WorkItemView view = item.view();
    Instant at = scored.event().occurredAt();
    WorkItemEvent followed = followed(item, of, scored);
    boolean isRaisedAnew =
        scored.event().kind() == Kind.RAISED
            && !view.state().isOpen()
            && view.mergedInto() == null
            && view.absorbedInto() == null
            && view.resolvedAt() != null
            && at.isAfter(view.resolvedAt());
    if (isRaisedAnew) {
      return new Verdict.Happens(
          List.of(
              followed,
              new WorkItemEvent.Reopened(
                  view.desk(), null, null, null, view.traceId(), at, Lifecycle.UPSTREAM)));
    }
    boolean resolves = scored.event().kind() == Kind.RESOLVED && view.state().isOpen();
    return happens(resolves ? resolvedUpstream(item, of, scored) : followed);
  }

  /**
   * Upstream has resolved one of the exceptions that the item stands for: it is resolved with the
   * last of them.
   *
   * @param of the work item of that exception
   */
  static WorkItemEvent resolvedUpstream(Lifecycle item, String of, ScoredException scored) {
    WorkItemView view = item.view();
    Company company = item.memory().company();
    if (!company.isAlone() && !company.isDoneWith(of, view.workItemId())) {
      return followed(item, of, scored);
    }
    return new WorkItemEvent.Resolved(
        view.desk(),
        scored.eventId(),
        scored.origin(),
        Lifecycle.UPSTREAM,
        null,
        view.traceId(),
        scored.event().occurredAt(),
        Lifecycle.UPSTREAM);
  }

  /** The item is as urgent as the most urgent of what it stands for. */
  private static WorkItemEvent followed(Lifecycle item, String of, ScoredException scored) {
    WorkItemView view = item.view();
    boolean counts = scored.event().kind() != Kind.RESOLVED && view.state().isOpen();
    Priority theirs = scored.priority();
    return new WorkNote.Followed(
        of,
        scored.eventId(),
        scored.origin(),
        scored.event().kind(),
        counts ? Math.max(view.score(), scored.score()) : view.score(),
        counts && theirs.compareTo(view.priority()) < 0 ? theirs : view.priority(),
        view.traceId(),
        scored.event().occurredAt(),
        Lifecycle.UPSTREAM);
  }

  private static Verdict happens(WorkItemEvent event) {
    return new Verdict.Happens(event);
  }

  private static Verdict refuse(WorkItemView view, String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
