package io.breakwater.domain.work;

/** What a work item answers to something that is asked of it. */
public sealed interface Verdict {

  /** It happens: this event goes to the journal. */
  record Happens(WorkItemEvent event) implements Verdict {}

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
    VERSION
  }
}
