package io.breakwater.domain.work;

/** The life of a work item. Reopening returns to QUEUED. */
public enum WorkItemState {
  HELD,
  QUEUED,
  ASSIGNED,
  ACKNOWLEDGED,
  IN_PROGRESS,
  WAITING,
  SNOOZED,
  RESOLVED,
  CLOSED;

  /** True while somebody still has to do something. */
  public boolean isOpen() {
    return this != RESOLVED && this != CLOSED;
  }
}
