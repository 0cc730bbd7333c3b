package io.breakwater.domain.work;

import io.breakwater.domain.event.Kind;

/** What each event changes in the view of an item. */
final class ViewFold {
  private ViewFold() {}

  /**
   * Takes in one event.
   *
   * @throws IllegalStateException if the event opens an item: this one is open already
   */
  static WorkItemViewBuilder apply(WorkItemViewBuilder next, WorkItemEvent event) {
    if (event instanceof WorkStep step) {
      return step(next, step);
    } else if (event instanceof WorkNote note) {
      return note(next, note);
    } else if (event instanceof WorkItemEvent.Updated e) {
      if (e.incident() != null) {
        return next.incident(e.incident()).scored(e.occurredAt(), e.score(), e.priority());
      }
      return next.upstream(e.kind(), e.occurredAt(), e.score(), e.priority());
    } else if (event instanceof WorkItemEvent.Assigned e) {
      return next.state(WorkItemState.ASSIGNED).desk(e.desk()).assignee(e.assignee());
    } else if (event instanceof WorkItemEvent.Acknowledged) {
      return next.state(WorkItemState.ACKNOWLEDGED);
    } else if (event instanceof WorkItemEvent.Resolved e) {
      next.state(WorkItemState.RESOLVED).resolved(e.occurredAt(), e.code());
      // Only what the upstream says can tell that the item is older than we thought.
      return e.eventId() == null ? next : next.openedBy(e.occurredAt());
    } else if (event instanceof WorkItemEvent.Reopened e) {
      return reopened(next, e);
    } else if (event instanceof WorkItemEvent.Released) {
      return next.state(WorkItemState.QUEUED);
    } else if (event instanceof WorkItemEvent.Absorbed e) {
      return next.absorbed(e.incidentId(), e.into());
    } else if (event instanceof WorkItemEvent.Closed) {
      return next.state(WorkItemState.CLOSED);
    }
    throw new IllegalStateException(
        "work item " + next.before().workItemId() + " was opened twice");
  }

  private static WorkItemViewBuilder reopened(
      WorkItemViewBuilder next, WorkItemEvent.Reopened event) {
    if (event.incident() != null) {
      next.incident(event.incident());
    }
    next.reopened(event.hold());
    return event.cause() == null
        ? next
        : next.upstream(
            Kind.RAISED,
            event.cause().event().occurredAt(),
            event.cause().score(),
            event.cause().priority());
  }

  private static WorkItemViewBuilder step(WorkItemViewBuilder next, WorkStep step) {
    if (step instanceof WorkStep.Unassigned) {
      return next.unassigned();
    } else if (step instanceof WorkStep.Started e) {
      return next.state(WorkItemState.IN_PROGRESS).assignee(e.assignee());
    } else if (step instanceof WorkStep.Waited e) {
      return next.waits(e.waiting());
    } else if (step instanceof WorkStep.Snoozed e) {
      return next.sleeps(e.until());
    } else if (step instanceof WorkStep.Resumed e) {
      return next.state(e.state());
    } else if (step instanceof WorkStep.Transferred e) {
      return next.movedTo(e.desk()).state(WorkItemState.QUEUED).assignee(null);
    } else if (step instanceof WorkStep.Escalated e) {
      next.escalated(e.level());
      return e.desk().equals(e.from())
          ? next
          : next.movedTo(e.desk()).state(WorkItemState.QUEUED).assignee(null);
    } else if (step instanceof WorkStep.Merged e) {
      return next.merged(e.into());
    } else if (step instanceof WorkStep.SplitOff) {
      return next.splitOff();
    }
    return next.handling(((WorkStep.Undone) step).restored());
  }

  private static WorkItemViewBuilder note(WorkItemViewBuilder next, WorkNote note) {
    if (note instanceof WorkNote.Tagged e) {
      return next.tagged(e.tags());
    } else if (note instanceof WorkNote.Untagged e) {
      return next.untagged(e.tags());
    } else if (note instanceof WorkNote.Linked e) {
      return next.linked(e.link());
    } else if (note instanceof WorkNote.Unlinked e) {
      return next.unlinked(e.link());
    } else if (note instanceof WorkNote.Joined e) {
      return next.linked(new Link(Link.Relation.MERGED, e.other()));
    } else if (note instanceof WorkNote.Parted e) {
      return next.unlinked(new Link(Link.Relation.MERGED, e.other()));
    } else if (note instanceof WorkNote.Followed e) {
      return next.rescored(e.score(), e.priority());
    } else if (note instanceof WorkNote.ApprovalRequested e) {
      return next.approval(e.approval());
    } else if (note instanceof WorkNote.ApprovalEnded) {
      return next.approval(null);
    }
    return next;
  }
}
