package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkItemState.ACKNOWLEDGED;
import static io.breakwater.domain.work.WorkItemState.ASSIGNED;
import static io.breakwater.domain.work.WorkItemState.CLOSED;
import static io.breakwater.domain.work.WorkItemState.HELD;
import static io.breakwater.domain.work.WorkItemState.IN_PROGRESS;
import static io.breakwater.domain.work.WorkItemState.QUEUED;
import static io.breakwater.domain.work.WorkItemState.RESOLVED;
import static io.breakwater.domain.work.WorkItemState.SNOOZED;
import static io.breakwater.domain.work.WorkItemState.WAITING;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which operation is allowed in which state, and what one says of it. */
public enum OperationKind {
  CLAIM("claimed", open()),
  ASSIGN("assigned", open()),
  UNASSIGN("unassigned", open()),
  ACKNOWLEDGE("acknowledged", open()),
  START("started", open()),
  WAIT("put to wait", open()),
  SNOOZE("snoozed", open()),
  RESUME("resumed", EnumSet.of(WAITING, SNOOZED)),
  RESOLVE("resolved", open()),
  CLOSE("closed", EnumSet.of(RESOLVED, CLOSED)),
  REOPEN("reopened", EnumSet.of(RESOLVED, CLOSED)),
  TRANSFER("transferred", open()),
  ESCALATE("escalated", open()),
  COMMENT("commented on", any()),
  TAG("tagged", any()),
  UNTAG("untagged", any()),
  LINK("linked", any()),
  UNLINK("unlinked", any()),
  UNDO("undone", any()),
  APPROVE("approved", any()),
  REJECT("rejected", any()),
  /** Merging takes two items: the survivor is joined, the other merged; see {@link Merging}. */
  JOIN("joined by another", open()),
  MERGE("merged", open()),
  PART("parted from another", any()),
  SPLIT_OFF("split off", any());

  private static final Set<OperationKind> OF_TWO_ITEMS = EnumSet.of(JOIN, MERGE, PART, SPLIT_OFF);

  private static final Set<OperationKind> UNGUARDED =
      EnumSet.of(
          COMMENT, TAG, UNTAG, LINK, UNLINK, UNDO, APPROVE, REJECT, JOIN, MERGE, PART, SPLIT_OFF);

  private final String participle;
  private final Set<WorkItemState> states;

  OperationKind(String participle, Set<WorkItemState> states) {
    this.participle = participle;
    this.states = states;
  }

  private static Set<WorkItemState> open() {
    return EnumSet.of(HELD, QUEUED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED);
  }

  private static Set<WorkItemState> any() {
    return EnumSet.allOf(WorkItemState.class);
  }

  /** True if the state does not stand in its way. */
  public boolean isAllowedIn(WorkItemState state) {
    return states.contains(state);
  }

  /** True for one half of what concerns two items; people ask for the whole. */
  public boolean isOfTwoItems() {
    return OF_TWO_ITEMS.contains(this);
  }

  /** True if a policy may want a second person for it. */
  public boolean canNeedApproval() {
    return !UNGUARDED.contains(this);
  }

  /** As URLs and policies write it: {@code split-off}. */
  public String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does to an item: "an item cannot be …". */
  String participle() {
    return participle;
  }
}
