package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.work.WorkNote.ApprovalEnded.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the policy lets nobody do alone: asked for, agreed to by somebody else, or not. */
final class Approvals {
  private Approvals() {}

  /** The rule that wants a second person for this; empty if none does. */
  static Optional<ApprovalPolicy.Rule> rule(
      Lifecycle item, Operation operation, ApprovalPolicy policy) {
    if (!operation.kind().canNeedApproval() || item.memory().cause() == null) {
      return Optional.empty();
    }
    WorkItemView view = item.view();
    ScoredException cause = item.memory().cause();
    return policy.rule(
        operation.kind(),
        new Facts(cause.event(), cause.features(), view.score(), view.priority(), view.desk()));
  }

  static Verdict request(Lifecycle item, Operation operation, ApprovalPolicy.Rule rule, Act act) {
    WorkItemView view = item.view();
    Approval pending = pending(item, act.at());
    if (pending != null) {
      return pending.operation().equals(operation) && pending.requestedBy().equals(act.by())
          ? new Verdict.AlreadySo()
          : refuse(
              view,
              "waits for the approval of %s, which %s asked for; approve or reject that first"
                  .formatted(pending.operation().kind().path(), pending.requestedBy()));
    }
    Approval approval =
        new Approval(
            Identity.hash128("approval", view.workItemId(), Long.toString(view.version() + 1)),
            operation,
            rule.name(),
            act.by(),
            act.at(),
            act.at().plus(rule.expiresAfter()));
    return new Verdict.Happens(
        new WorkNote.ApprovalRequested(
            approval, view.traceId(), act.at(), act.by(), act.request()));
  }

  /** Another person agrees: what was asked for happens now, if it still can. */
  static Verdict approve(Lifecycle item, Operation.Approve approve, Act act) {
    WorkItemView view = item.view();
    Approval pending = pending(item, act.at());
    if (pending == null) {
      return refuse(view, "has nothing to approve");
    } else if (pending.requestedBy().equals(act.by())) {
      return refuse(view, "needs somebody other than %s to approve".formatted(act.by()));
    }
    Act asked = new Act(pending.requestedBy(), act.at(), null);
    Verdict verdict = Operations.carryOut(item, pending.operation(), asked);
    if (verdict instanceof Verdict.Refused) {
      return verdict;
    }
    List<WorkItemEvent> events = new ArrayList<>();
    events.add(ended(item, pending, End.APPROVED, approve.note(), act));
    if (verdict instanceof Verdict.Happens happens) {
      events.addAll(happens.events());
    }
    return new Verdict.Happens(events);
  }

  static Verdict reject(Lifecycle item, Operation.Reject reject, Act act) {
    Approval pending = pending(item, act.at());
    if (pending == null) {
      return refuse(item.view(), "has nothing to reject");
    }
    End end = pending.requestedBy().equals(act.by()) ? End.WITHDRAWN : End.REJECTED;
    return new Verdict.Happens(ended(item, pending, end, reject.note(), act));
  }

  /** Nobody approved it in time. */
  static Verdict expire(Lifecycle item, Instant now) {
    Approval approval = item.view().approval();
    if (approval == null || now.isBefore(approval.expiresAt())) {
      return new Verdict.AlreadySo();
    }
    return new Verdict.Happens(ended(item, approval, End.EXPIRED, null, Act.ofPolicy(now)));
  }

  private static Approval pending(Lifecycle item, Instant now) {
    Approval approval = item.view().approval();
    return approval != null && now.isBefore(approval.expiresAt()) ? approval : null;
  }

  private static WorkItemEvent ended(
      Lifecycle item, Approval approval, End end, String note, Act act) {
    return new WorkNote.ApprovalEnded(
        approval.id(), end, note, item.view().traceId(), act.at(), act.by(), act.request());
  }

  private static Verdict refuse(WorkItemView view, String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
