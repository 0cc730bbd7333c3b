package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.KEY;
import static io.breakwater.domain.work.Verdict.Why.STATE;
import static io.breakwater.domain.work.Verdict.Why.VERSION;

import io.breakwater.domain.policy.ApprovalPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * What people do to an item, as pure functions. In this order: the same request again changes
 * nothing, whoever saw an older version is refused, the state must allow it, and the policy may
 * want a second person.
 */
public final class Operations {
  private Operations() {}

  /**
   * Decides.
   *
   * @param item one that exists
   * @param expectedVersion the version that whoever acts has seen; 0 for any
   * @param approvals what the policy lets nobody do alone
   */
  public static Verdict decide(
      Lifecycle item,
      Operation operation,
      long expectedVersion,
      Act act,
      ApprovalPolicy approvals) {
    if (act.request() != null) {
      Optional<Request> before = item.memory().request(act.request().key());
      if (before.isPresent()) {
        return before.get().equals(act.request()) ? new Verdict.AlreadySo() : otherRequest(act);
      }
    }
    if (expectedVersion != 0 && expectedVersion != item.view().version()) {
      return new Verdict.Refused(
          VERSION,
          "Work item %s is at version %d, not %d: somebody changed it. Read it again."
              .formatted(item.view().workItemId(), item.view().version(), expectedVersion));
    }
    Optional<ApprovalPolicy.Rule> rule = Approvals.rule(item, operation, approvals);
    // What the policy does by itself was agreed on when it was published.
    if (rule.isEmpty() || act.by().equals(Lifecycle.POLICY)) {
      return carryOut(item, operation, act);
    }
    // What would be refused or is so already needs nobody's approval.
    Verdict alone = carryOut(item, operation, act);
    return alone instanceof Verdict.Happens
        ? Approvals.request(item, operation, rule.get(), act)
        : alone;
  }

  private static Verdict otherRequest(Act act) {
    return new Verdict.Refused(
        KEY,
        "The idempotency key \"%s\" was used for another operation, or by somebody else. Take a new one."
            .formatted(act.request().key()));
  }

  /** What an approval that ran out of time becomes. */
  public static Verdict expire(Lifecycle item, Instant now) {
    return Approvals.expire(item, now);
  }

  /**
   * What upstream said of an item that was merged into this one.
   *
   * @param of the item that was merged
   */
  public static Verdict follow(
      Lifecycle item, String of, io.breakwater.domain.event.ScoredException scored) {
    return Merging.follow(item, of, scored);
  }

  /** Decides what needs no approval, or has it. */
  static Verdict carryOut(Lifecycle item, Operation operation, Act act) {
    if (isHalfDone(item, operation)) {
      return new Verdict.AlreadySo();
    }
    if (!operation.kind().isAllowedIn(item.view().state())) {
      return stateRefuses(item.view(), operation.kind());
    }
    return switch (operation.kind()) {
      case CLAIM -> Ownership.claim(item, act);
      case ASSIGN -> Ownership.assign(item, (Operation.Assign) operation, act);
      case UNASSIGN -> Ownership.unassign(item, (Operation.Unassign) operation, act);
      case TRANSFER -> Ownership.transfer(item, (Operation.Transfer) operation, act);
      case ESCALATE -> Ownership.escalate(item, (Operation.Escalate) operation, act);
      case ACKNOWLEDGE -> Progress.acknowledge(item, act);
      case START -> Progress.start(item, act);
      case WAIT -> Progress.await(item, (Operation.Wait) operation, act);
      case SNOOZE -> Progress.snooze(item, (Operation.Snooze) operation, act);
      case RESUME -> Progress.resume(item, act);
      case RESOLVE -> Progress.resolve(item, (Operation.Resolve) operation, act);
      case CLOSE -> Progress.close(item, (Operation.Close) operation, act);
      case REOPEN -> Progress.reopen(item, (Operation.Reopen) operation, act);
      case COMMENT -> Notes.comment(item, (Operation.Comment) operation, act);
      case TAG -> Notes.tag(item, (Operation.Tag) operation, act);
      case UNTAG -> Notes.untag(item, (Operation.Untag) operation, act);
      case LINK -> Notes.link(item, (Operation.MakeLink) operation, act);
      case UNLINK -> Notes.unlink(item, (Operation.Unlink) operation, act);
      case UNDO -> Undoing.undo(item, act);
      case APPROVE -> Approvals.approve(item, (Operation.Approve) operation, act);
      case REJECT -> Approvals.reject(item, (Operation.Reject) operation, act);
      case JOIN -> Merging.join(item, (Operation.Join) operation, act);
      case MERGE -> Merging.merge(item, (Operation.Merge) operation, act);
      case PART -> Merging.part(item, (Operation.Part) operation, act);
      case SPLIT_OFF -> Merging.splitOff(item, (Operation.SplitOff) operation, act);
    };
  }

  /** Merged into that item already, so CLOSED: not a state that stands in the way of it. */
  private static boolean isHalfDone(Lifecycle item, Operation operation) {
    return operation instanceof Operation.Merge merge
        && merge.into().equals(item.view().mergedInto());
  }

  private static Verdict stateRefuses(WorkItemView view, OperationKind kind) {
    String into = view.mergedInto() != null ? view.mergedInto() : view.absorbedInto();
    String sentence =
        into != null
            ? "belongs to another item, so it cannot be %s; work on %s"
                .formatted(kind.participle(), into)
            : view.state().isOpen()
                ? "is %s, so it cannot be %s".formatted(view.state(), kind.participle())
                : "is %s (%s), so it cannot be %s; reopen it first, or a new RAISED event reopens it"
                    .formatted(view.state(), view.resolution(), kind.participle());
    return new Verdict.Refused(STATE, "Work item %s %s.".formatted(view.workItemId(), sentence));
  }
}
