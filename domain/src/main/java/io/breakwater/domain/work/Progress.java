package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import java.time.Duration;

/** How far work on an item has come; the table of states has been asked before. */
final class Progress {
  private Progress() {}

  private static final Duration LONGEST_SLEEP = Duration.ofDays(366);

  static Verdict acknowledge(Lifecycle item, Act act) {
    WorkItemView view = item.view();
    return switch (view.state()) {
      case ACKNOWLEDGED, IN_PROGRESS, WAITING -> new Verdict.AlreadySo();
      default ->
          happens(
              new WorkItemEvent.Acknowledged(
                  view.desk(), view.traceId(), act.at(), act.by(), act.request()));
    };
  }

  static Verdict start(Lifecycle item, Act act) {
    WorkItemView view = item.view();
    if (view.state() == WorkItemState.IN_PROGRESS) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkStep.Started(
            view.desk(),
            view.assignee() == null ? act.by() : view.assignee(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  static Verdict await(Lifecycle item, Operation.Wait wait, Act act) {
    WorkItemView view = item.view();
    WaitReason reason = new WaitReason(wait.reason(), wait.pausesSla());
    if (reason.equals(view.waiting())) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkStep.Waited(
            view.desk(), reason, view.traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict snooze(Lifecycle item, Operation.Snooze snooze, Act act) {
    WorkItemView view = item.view();
    if (snooze.until().equals(view.snoozedUntil())) {
      return new Verdict.AlreadySo();
    }
    if (!snooze.until().isAfter(act.at()) || snooze.until().isAfter(act.at().plus(LONGEST_SLEEP))) {
      return refuse(
          view,
          "cannot sleep until %s; give an instant after now, %s, and within %d days"
              .formatted(snooze.until(), act.at(), LONGEST_SLEEP.toDays()));
    }
    return happens(
        new WorkStep.Snoozed(
            view.desk(),
            snooze.until(),
            snooze.note(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  static Verdict resume(Lifecycle item, Act act) {
    WorkItemView view = item.view();
    return happens(
        new WorkStep.Resumed(
            view.desk(), view.resumesTo(), view.traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict resolve(Lifecycle item, Operation.Resolve resolve, Act act) {
    WorkItemView view = item.view();
    return happens(
        new WorkItemEvent.Resolved(
            view.desk(),
            null,
            null,
            resolve.code(),
            resolve.note(),
            view.traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  static Verdict close(Lifecycle item, Operation.Close close, Act act) {
    WorkItemView view = item.view();
    if (view.state() == WorkItemState.CLOSED) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkItemEvent.Closed(
            view.desk(), close.note(), view.traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict reopen(Lifecycle item, Operation.Reopen reopen, Act act) {
    WorkItemView view = item.view();
    String into = view.mergedInto() != null ? view.mergedInto() : view.absorbedInto();
    if (into != null) {
      return refuse(view, "is a part of %s; split it off there".formatted(into));
    }
    return happens(
        new WorkItemEvent.Reopened(
            view.desk(),
            null,
            null,
            null,
            reopen.note(),
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
