package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

/** Whose an item is: the desk that owns it, and who of its people has it. */
final class Ownership {
  private Ownership() {}

  /** Whoever comes first has it. */
  static Verdict claim(Lifecycle item, Act act) {
    WorkItemView view = item.view();
    if (view.assignee() != null && !view.assignee().equals(act.by())) {
      return refuse(
          view,
          "belongs to %s already; assign it if it should change hands".formatted(view.assignee()));
    }
    return assign(item, act.by(), "claimed", act);
  }

  static Verdict assign(Lifecycle item, Operation.Assign assign, Act act) {
    boolean claims = assign.assignee().equals(act.by());
    String reason =
        assign.reason() == null || assign.reason().isBlank()
            ? claims ? "claimed" : "assigned by " + act.by()
            : assign.reason();
    return assign(item, assign.assignee(), reason, act);
  }

  private static Verdict assign(Lifecycle item, String assignee, String reason, Act act) {
    WorkItemView view = item.view();
    if (assignee.equals(view.assignee())) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkItemEvent.Assigned(
            view.desk(), assignee, reason, view.traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict unassign(Lifecycle item, Operation.Unassign unassign, Act act) {
    WorkItemView view = item.view();
    if (view.assignee() == null) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkStep.Unassigned(
            view.desk(),
            view.assignee(),
            unassign.note(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  static Verdict transfer(Lifecycle item, Operation.Transfer transfer, Act act) {
    WorkItemView view = item.view();
    if (transfer.desk().equals(view.desk())) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkStep.Transferred(
            transfer.desk(),
            view.desk(),
            transfer.note(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  static Verdict escalate(Lifecycle item, Operation.Escalate escalate, Act act) {
    WorkItemView view = item.view();
    return happens(
        new WorkStep.Escalated(
            escalate.desk() == null ? view.desk() : escalate.desk(),
            view.desk(),
            view.escalations() + 1,
            escalate.note(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  private static Verdict happens(WorkItemEvent event) {
    return new Verdict.Happens(event);
  }

  private static Verdict refuse(WorkItemView view, String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
