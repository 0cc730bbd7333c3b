package io.breakwater.domain.work;

import java.util.List;

/** What a work item answers to something that is asked of it. */
public sealed interface Verdict {

  /** It happens: these events go to the journal, all or none. */
  record Happens(List<WorkItemEvent> events) implements Verdict {
    public Happens {
      events = List.copyOf(events);
    }

    public Happens(WorkItemEvent event) {
      this(List.of(event));
    }

    /** The first of them; only what was approved has more than one, or what upstream reopens. */
    public WorkItemEvent event() {
      return events.get(0);
    }
  }

  /** It is so already; nothing is written and the answer is the same as the first time. */
  record AlreadySo() implements Verdict {}

  /** A producer sent an event twice: nothing is written, but it counts as a duplicate. */
  record Duplicate() implements Verdict {}

  /**
   * No.
   *
   * @param reason a sentence for a person: what is in the way and what to do
   */
  record Refused(Why why, String reason) implements Verdict {}

  /** Why not. */
  enum Why {
    /** There is no such work item. */
    UNKNOWN,
    /** The item's state does not allow it. */
    STATE,
    /** Somebody changed the item since the asker read it. */
    VERSION,
    /** The same idempotency key was used for something else. */
    KEY,
    /** The item cannot judge anything: its own history, or this question, makes it fail. */
    FAILED
  }
}
