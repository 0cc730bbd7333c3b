package io.breakwater.domain.work;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * What somebody wants done with a work item. The constructors refuse what cannot be kept, with a
 * sentence that names the field; a {@code note} is null or free text.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Operation.Claim.class, name = "claim"),
  @JsonSubTypes.Type(value = Operation.Assign.class, name = "assign"),
  @JsonSubTypes.Type(value = Operation.Unassign.class, name = "unassign"),
  @JsonSubTypes.Type(value = Operation.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = Operation.Start.class, name = "start"),
  @JsonSubTypes.Type(value = Operation.Wait.class, name = "wait"),
  @JsonSubTypes.Type(value = Operation.Snooze.class, name = "snooze"),
  @JsonSubTypes.Type(value = Operation.Resume.class, name = "resume"),
  @JsonSubTypes.Type(value = Operation.Resolve.class, name = "resolve"),
  @JsonSubTypes.Type(value = Operation.Close.class, name = "close"),
  @JsonSubTypes.Type(value = Operation.Reopen.class, name = "reopen"),
  @JsonSubTypes.Type(value = Operation.Transfer.class, name = "transfer"),
  @JsonSubTypes.Type(value = Operation.Escalate.class, name = "escalate"),
  @JsonSubTypes.Type(value = Operation.Comment.class, name = "comment"),
  @JsonSubTypes.Type(value = Operation.Tag.class, name = "tag"),
  @JsonSubTypes.Type(value = Operation.Untag.class, name = "untag"),
  @JsonSubTypes.Type(value = Operation.MakeLink.class, name = "link"),
  @JsonSubTypes.Type(value = Operation.Unlink.class, name = "unlink"),
  @JsonSubTypes.Type(value = Operation.Undo.class, name = "undo"),
  @JsonSubTypes.Type(value = Operation.Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Operation.Reject.class, name = "reject"),
  @JsonSubTypes.Type(value = Operation.Join.class, name = "join"),
  @JsonSubTypes.Type(value = Operation.Merge.class, name = "merge"),
  @JsonSubTypes.Type(value = Operation.Part.class, name = "part"),
  @JsonSubTypes.Type(value = Operation.SplitOff.class, name = "split-off"),
})
public sealed interface Operation {

  /** Which one it is. */
  @JsonIgnore
  OperationKind kind();

  /** Whoever asks takes it; refused if somebody else has it. */
  record Claim() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CLAIM;
    }
  }

  /** Given to somebody; {@code reason} null or why. */
  record Assign(String assignee, String reason) implements Operation {
    public Assign {
      Wording.required("assignee", assignee, "the operator who gets the item");
      Wording.optional("reason", reason);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.ASSIGN;
    }
  }

  /** Taken from whoever has it; the desk keeps it. */
  record Unassign(String note) implements Operation {
    public Unassign {
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.UNASSIGN;
    }
  }

  /** Somebody has seen it. */
  record Acknowledge() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.ACKNOWLEDGE;
    }
  }

  /** Somebody works on it now. */
  record Start() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.START;
    }
  }

  /** It has to wait for somebody else. */
  record Wait(String reason, boolean pausesSla) implements Operation {
    public Wait {
      Wording.required("reason", reason, "what the item waits for");
    }

    @Override
    public OperationKind kind() {
      return OperationKind.WAIT;
    }
  }

  /** Put aside until an instant. */
  record Snooze(Instant until, String note) implements Operation {
    public Snooze {
      Wording.present("until", until, "an instant with its zone, e.g. 2026-01-31T08:00:00Z");
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.SNOOZE;
    }
  }

  /** It waits or sleeps no more. */
  record Resume() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.RESUME;
    }
  }

  /** Fixed; the code is {@code fixed} where none is given. */
  record Resolve(String code, String note) implements Operation {
    public Resolve {
      code = code == null || code.isBlank() ? "fixed" : Wording.name("code", code);
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.RESOLVE;
    }
  }

  /** Done with. */
  record Close(String note) implements Operation {
    public Close {
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.CLOSE;
    }
  }

  /** Not done after all. */
  record Reopen(String note) implements Operation {
    public Reopen {
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.REOPEN;
    }
  }

  /** To another desk. */
  record Transfer(String desk, String note) implements Operation {
    public Transfer {
      Wording.required("desk", desk, "the desk that gets the item");
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.TRANSFER;
    }
  }

  /** It needs more than who has it can do; {@code desk} null to leave it where it is. */
  record Escalate(String desk, String note) implements Operation {
    public Escalate {
      desk = desk == null || desk.isBlank() ? null : Wording.name("desk", desk);
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.ESCALATE;
    }
  }

  /** Something to say. */
  record Comment(String note) implements Operation {
    public Comment {
      Wording.needed("note", note, "the comment");
    }

    @Override
    public OperationKind kind() {
      return OperationKind.COMMENT;
    }
  }

  /** More tags. */
  record Tag(List<String> tags) implements Operation {
    public Tag {
      tags = Wording.tags(tags);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.TAG;
    }
  }

  /** Fewer tags. */
  record Untag(List<String> tags) implements Operation {
    public Untag {
      tags = Wording.tags(tags);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.UNTAG;
    }
  }

  /** It has to do with another item. */
  record MakeLink(Link.Relation relation, String workItemId) implements Operation {
    public MakeLink {
      Wording.link(relation, workItemId);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.LINK;
    }
  }

  /** It has nothing to do with it. */
  record Unlink(Link.Relation relation, String workItemId) implements Operation {
    public Unlink {
      Wording.link(relation, workItemId);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.UNLINK;
    }
  }

  /** Takes back the last thing, by whoever did it and within {@link Undoing#WITHIN}. */
  record Undo() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.UNDO;
    }
  }

  /** A second person agrees. */
  record Approve(String note) implements Operation {
    public Approve {
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.APPROVE;
    }
  }

  /** A second person does not agree, or the first one thinks better of it. */
  record Reject(String note) implements Operation {
    public Reject {
      Wording.optional("note", note);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.REJECT;
    }
  }

  /** Asked of the survivor: {@code other} is merged into it. */
  record Join(String other) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.JOIN;
    }
  }

  /** Asked of the other: it is merged into {@code into}. */
  record Merge(String into) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.MERGE;
    }
  }

  /** Asked of the survivor: {@code other} is on its own. */
  record Part(String other) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.PART;
    }
  }

  /** Asked of the other: it leaves {@code from}. */
  record SplitOff(String from) implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.SPLIT_OFF;
    }
  }
}
