package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.work.Memory.LastAction;
import java.time.Duration;
import java.util.Locale;

/** Taking back what one has just done, by an event that puts back what it changed. */
final class Undoing {
  private Undoing() {}

  /** How long after the fact. */
  static final Duration WITHIN = Duration.ofSeconds(30);

  static Verdict undo(Lifecycle item, Act act) {
    LastAction last = item.memory().last();
    if (last == null) {
      return refuse(item, "has nothing that could be undone: the last thing that happened stays");
    } else if (!last.by().equals(act.by())) {
      return refuse(
          item, "was %s by %s, who alone can undo that".formatted(last.what(), last.by()));
    } else if (act.at().isAfter(last.at().plus(WITHIN))) {
      return refuse(
          item,
          "was %s at %s; that could be undone for %d seconds"
              .formatted(last.what(), last.at(), WITHIN.toSeconds()));
    }
    return new Verdict.Happens(
        new WorkStep.Undone(
            last.sequence(),
            last.what(),
            restored(item, last),
            item.view().traceId(),
            act.at(),
            act.by(),
            act.request()));
  }

  /** A note on a HELD item left it HELD, and so does taking the note back. */
  private static Handling restored(Lifecycle item, LastAction last) {
    Handling before = last.before();
    return item.view().state() == WorkItemState.HELD ? before.in(WorkItemState.HELD) : before;
  }

  private static Verdict refuse(Lifecycle item, String what) {
    return new Verdict.Refused(STATE, "Work item " + item.view().workItemId() + " " + what + ".");
  }

  /** True of what a person did to one item alone. */
  static boolean isUndoable(WorkItemEvent event) {
    if (!isPerson(event.by())
        || event instanceof WorkStep.Undone
        || event instanceof WorkStep.Merged
        || event instanceof WorkStep.SplitOff) {
      return false;
    }
    if (event instanceof WorkNote) {
      return event instanceof WorkNote.Commented
          || event instanceof WorkNote.Tagged
          || event instanceof WorkNote.Untagged
          || event instanceof WorkNote.Linked
          || event instanceof WorkNote.Unlinked;
    }
    return true;
  }

  /** True of what upstream said without touching how the item is handled. */
  static boolean leavesUndoable(WorkItemEvent event) {
    return (event instanceof WorkItemEvent.Updated e && e.kind() != Kind.RESOLVED)
        || (event instanceof WorkNote.Followed f && f.kind() != Kind.RESOLVED);
  }

  private static boolean isPerson(String by) {
    return !by.equals(Lifecycle.UPSTREAM)
        && !by.equals(Lifecycle.POLICY)
        && !by.startsWith(Lifecycle.DESK);
  }

  /** What an event says was done: {@code resolved}. */
  static String name(WorkItemEvent event) {
    return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
