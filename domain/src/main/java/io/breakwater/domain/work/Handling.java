package io.breakwater.domain.work;

import java.time.Instant;
import java.util.List;

/** What people change about an item, and an undo puts back. */
public record Handling(
    String desk,
    String previousDesk,
    WorkItemState state,
    String assignee,
    Instant resolvedAt,
    String resolution,
    WaitReason waiting,
    Instant snoozedUntil,
    WorkItemState resumesTo,
    int escalations,
    List<String> tags,
    List<Link> links) {

  public Handling {
    tags = tags == null ? List.of() : List.copyOf(tags);
    links = links == null ? List.of() : List.copyOf(links);
  }

  /**
   * How an item is handled. Whoever took it out of HELD let its incident go without it, so that is
   * not put back: it is QUEUED then.
   */
  static Handling of(WorkItemView item) {
    return new Handling(
        item.desk(),
        item.previousDesk(),
        item.state() == WorkItemState.HELD ? WorkItemState.QUEUED : item.state(),
        item.assignee(),
        item.resolvedAt(),
        item.resolution(),
        item.waiting(),
        item.snoozedUntil(),
        item.resumesTo(),
        item.escalations(),
        item.tags(),
        item.links());
  }

  /** The same in another state. */
  Handling in(WorkItemState other) {
    return new Handling(
        desk,
        previousDesk,
        other,
        assignee,
        resolvedAt,
        resolution,
        waiting,
        snoozedUntil,
        resumesTo,
        escalations,
        tags,
        links);
  }
}
