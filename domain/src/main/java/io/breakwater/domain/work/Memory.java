package io.breakwater.domain.work;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an item remembers to decide by, beside what it shows.
 *
 * @param cause what opened it
 * @param requests the latest ones, which may be asked again
 * @param last what may be undone; null if nothing may
 * @param company the exceptions that it stands for
 * @param takenOverBy the number of the event by which another item took it over; 0 if none has
 */
record Memory(
    ScoredException cause,
    RecentRequests requests,
    LastAction last,
    Company company,
    long takenOverBy) {

  static final Memory NONE = new Memory(null, RecentRequests.NONE, null, Company.NONE, 0);

  /**
   * What a person did last.
   *
   * @param before how the item was handled before that
   */
  record LastAction(long sequence, String by, Instant at, String what, Handling before) {}

  /**
   * After one more event.
   *
   * @param before the item before it; null if it opened the item
   */
  Memory after(WorkItemView before, WorkItemEvent event, WorkItemView after) {
    return new Memory(
        event instanceof WorkItemEvent.Opened e ? e.cause() : cause,
        event.request() == null ? requests : requests.with(event.request()),
        lastAfter(before, event, after),
        companyAfter(event, after.workItemId()),
        takenOverAfter(event, after.version()));
  }

  private LastAction lastAfter(WorkItemView before, WorkItemEvent event, WorkItemView after) {
    if (Undoing.isUndoable(event)) {
      return new LastAction(
          after.version(),
          event.by(),
          event.occurredAt(),
          Undoing.name(event),
          Handling.of(before));
    }
    return Undoing.leavesUndoable(event) ? last : null;
  }

  private Company companyAfter(WorkItemEvent event, String self) {
    if (event instanceof WorkNote.Joined e) {
      return company.with(e.other());
    } else if (event instanceof WorkNote.Parted e) {
      return company.without(e.other());
    } else if (company.isAlone()) {
      return company;
    }
    if (event instanceof WorkNote.Followed e) {
      return switch (e.kind()) {
        case RAISED -> company.raised(e.of(), e.occurredAt());
        case RESOLVED -> company.resolved(e.of(), e.occurredAt());
        case UPDATED -> company;
      };
    }
    return event instanceof WorkItemEvent.Updated e && e.kind() == Kind.RAISED
        ? company.raised(self, e.occurredAt())
        : company;
  }

  private long takenOverAfter(WorkItemEvent event, long version) {
    if (event instanceof WorkStep.Merged || event instanceof WorkItemEvent.Absorbed) {
      return version;
    }
    boolean freed = event instanceof WorkStep.SplitOff || event instanceof WorkItemEvent.Reopened;
    return freed ? 0 : takenOverBy;
  }

  /** The request that had this key, if it is remembered. */
  Optional<Request> request(String key) {
    return Optional.ofNullable(requests.of(key));
  }
}
