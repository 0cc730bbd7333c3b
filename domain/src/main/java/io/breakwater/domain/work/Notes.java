package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import java.util.List;

/** What people write onto an item. */
final class Notes {
  private Notes() {}

  private static final int MOST = 200;

  static Verdict comment(Lifecycle item, Operation.Comment comment, Act act) {
    return happens(
        new WorkNote.Commented(
            comment.note(), item.view().traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict tag(Lifecycle item, Operation.Tag tag, Act act) {
    List<String> fresh = tag.tags().stream().filter(t -> !item.view().tags().contains(t)).toList();
    if (fresh.isEmpty()) {
      return new Verdict.AlreadySo();
    } else if (item.view().tags().size() + fresh.size() > MOST) {
      return full(item, "tags");
    }
    return happens(
        new WorkNote.Tagged(fresh, item.view().traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict untag(Lifecycle item, Operation.Untag untag, Act act) {
    List<String> there = untag.tags().stream().filter(t -> item.view().tags().contains(t)).toList();
    if (there.isEmpty()) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkNote.Untagged(there, item.view().traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict link(Lifecycle item, Operation.MakeLink make, Act act) {
    Link link = new Link(make.relation(), make.workItemId());
    if (link.workItemId().equals(item.view().workItemId())) {
      return new Verdict.Refused(
          STATE, "Work item " + link.workItemId() + " cannot be linked to itself.");
    } else if (item.view().links().contains(link)) {
      return new Verdict.AlreadySo();
    } else if (item.view().links().size() >= MOST) {
      return full(item, "links");
    }
    return happens(
        new WorkNote.Linked(link, item.view().traceId(), act.at(), act.by(), act.request()));
  }

  static Verdict unlink(Lifecycle item, Operation.Unlink unlink, Act act) {
    Link link = new Link(unlink.relation(), unlink.workItemId());
    if (!item.view().links().contains(link)) {
      return new Verdict.AlreadySo();
    }
    return happens(
        new WorkNote.Unlinked(link, item.view().traceId(), act.at(), act.by(), act.request()));
  }

  private static Verdict full(Lifecycle item, String what) {
    return new Verdict.Refused(
        STATE,
        "Work item %s has as many %s as it can have, %d."
            .formatted(item.view().workItemId(), what, MOST));
  }

  private static Verdict happens(WorkItemEvent event) {
    return new Verdict.Happens(event);
  }
}
