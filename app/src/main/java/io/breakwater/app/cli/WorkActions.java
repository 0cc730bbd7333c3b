package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code work} that do something, one for each operation of the API. */
final class WorkActions {
  private WorkActions() {}

  /** An action on one item or many. */
  abstract static class OfItems extends WorkAction {
    @Parameters(
        paramLabel = "ITEM",
        arity = "1..*",
        description = "Its id, the beginning of its id, or its exception's id.")
    List<String> items;

    @Override
    List<String> items() {
      return items;
    }
  }

  /** An action on one item with something after it. */
  abstract static class OfOneItem extends WorkAction {
    @Parameters(
        index = "0",
        paramLabel = "ITEM",
        description = "Its id, the beginning of its id, or its exception's id.")
    String item;

    @Override
    List<String> items() {
      return List.of(item);
    }
  }

  /** An action on one item and others that are or become part of it. */
  abstract static class OfTwo extends OfOneItem {
    @Parameters(index = "1..*", paramLabel = "OTHER", arity = "1..*", description = "The others.")
    List<String> others;

    @Override
    public Integer call() {
      ApiClient api = server.client();
      ObjectNode body = body();
      others.forEach(other -> body.withArray("items").add(WorkItemIds.find(api, other)));
      String id = WorkItemIds.find(api, item);
      return print(post(api, WorkCommand.PATH + "/" + id + "/" + spec.name(), body));
    }
  }

  /** A link to another item. */
  abstract static class OfLink extends OfOneItem {
    @Parameters(
        index = "1",
        paramLabel = "RELATION",
        description = "duplicates, causes or related.")
    String relation;

    @Parameters(index = "2", paramLabel = "OTHER", description = "The other item.")
    String other;

    @Override
    void fields(ObjectNode body) {
      body.put("relation", relation.toUpperCase(Locale.ROOT));
      body.put("work_item_id", WorkItemIds.find(server.client(), other));
    }
  }

  /** {@code work claim}. */
  @Command(name = "claim", description = "Take it, unless somebody else has it.")
  static final class Claim extends OfItems {}

  /** {@code work next DESK}. */
  @Command(name = "next", description = "Take the most urgent item of a desk that nobody has.")
  static final class Next extends WorkAction {
    @Parameters(paramLabel = "DESK", description = "The desk.")
    String desk;

    @Override
    List<String> items() {
      return List.of();
    }

    @Override
    public Integer call() {
      String path = "/api/v1/desks/" + Query.encoded(desk) + "/claim-next";
      return print(post(server.client(), path, body()));
    }
  }

  /** {@code work assign}. */
  @Command(name = "assign", description = "Give it to an operator.")
  static final class Assign extends OfItems {
    @Option(names = "--to", required = true, paramLabel = "NAME", description = "Who gets it.")
    String to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why they do.")
    String reason;

    @Override
    void fields(ObjectNode body) {
      body.put("assignee", to);
      body.put("reason", reason);
    }
  }

  /** {@code work unassign}. */
  @Command(name = "unassign", description = "Take it from whoever has it; the desk keeps it.")
  static final class Unassign extends OfItems {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("note", note);
    }
  }

  /** {@code work acknowledge}. */
  @Command(name = "acknowledge", aliases = "ack", description = "Say that you have seen it.")
  static final class Acknowledge extends OfItems {}

  /** {@code work start}. */
  @Command(name = "start", description = "Say that you work on it now.")
  static final class Start extends OfItems {}

  /** {@code work wait}. */
  @Command(name = "wait", description = "Let it wait for somebody else.")
  static final class Wait extends OfItems {
    @Option(
        names = "--for",
        required = true,
        paramLabel = "TEXT",
        description = "What it waits for.")
    String reason;

    @Option(names = "--pause-sla", description = "Its SLA clocks should stand still meanwhile.")
    boolean pausesSla;

    @Override
    void fields(ObjectNode body) {
      body.put("reason", reason);
      body.put("pauses_sla", pausesSla);
    }
  }

  /** {@code work snooze}. */
  @Command(name = "snooze", description = "Put it aside for a while; it wakes by itself.")
  static final class Snooze extends OfItems {
    /** Until when. */
    static final class Until {
      @Option(
          names = "--until",
          paramLabel = "INSTANT",
          description = "When it wakes, e.g. 2026-01-31T08:00:00Z.")
      Instant instant;

      @Option(
          names = "--for",
          paramLabel = "TIME",
          converter = DurationConverter.class,
          description = "How long it sleeps, e.g. 90m or 2h.")
      Duration duration;
    }

    @ArgGroup(multiplicity = "1")
    Until until;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      Instant end = until.instant != null ? until.instant : Instant.now().plus(until.duration);
      body.put("until", end.toString());
      body.put("note", note);
    }
  }

  /** {@code work resume}. */
  @Command(name = "resume", description = "Go on with what waits or sleeps.")
  static final class Resume extends OfItems {}

  /** {@code work resolve}. */
  @Command(name = "resolve", description = "Say that it is fixed.")
  static final class Resolve extends OfItems {
    @Option(names = "--code", description = "A resolution code (default: fixed).")
    String code;

    @Option(names = "--note", paramLabel = "TEXT", description = "What fixed it.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("code", code);
      body.put("note", note);
    }
  }

  /** {@code work close}. */
  @Command(name = "close", description = "Be done with what is resolved.")
  static final class Close extends OfItems {
    @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("note", note);
    }
  }

  /** {@code work reopen}. */
  @Command(name = "reopen", description = "It is not done after all.")
  static final class Reopen extends OfItems {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("note", note);
    }
  }

  /** {@code work transfer}. */
  @Command(name = "transfer", description = "Give it to another desk.")
  static final class Transfer extends OfItems {
    @Option(names = "--to", required = true, paramLabel = "DESK", description = "Which one.")
    String desk;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("desk", desk);
      body.put("note", note);
    }
  }

  /** {@code work escalate}. */
  @Command(name = "escalate", description = "Say that it needs more than who has it can do.")
  static final class Escalate extends OfItems {
    @Option(names = "--to", paramLabel = "DESK", description = "A desk to give it to.")
    String desk;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("desk", desk);
      body.put("note", note);
    }
  }

  /** {@code work comment}. */
  @Command(name = "comment", description = "Write something on it.")
  static final class Comment extends OfOneItem {
    @Parameters(index = "1", paramLabel = "TEXT", description = "What to write.")
    String text;

    @Override
    void fields(ObjectNode body) {
      body.put("note", text);
    }
  }

  /** {@code work tag}. */
  @Command(name = "tag", description = "Give it tags.")
  static final class Tag extends OfItems {
    @Option(
        names = "--tag",
        required = true,
        split = ",",
        paramLabel = "TAG",
        description = "A tag; may be given several times.")
    List<String> tags;

    @Override
    void fields(ObjectNode body) {
      tags.forEach(tag -> body.withArray("tags").add(tag));
    }
  }

  /** {@code work untag}. */
  @Command(name = "untag", description = "Take tags away.")
  static final class Untag extends OfItems {
    @Option(
        names = "--tag",
        required = true,
        split = ",",
        paramLabel = "TAG",
        description = "A tag; may be given several times.")
    List<String> tags;

    @Override
    void fields(ObjectNode body) {
      tags.forEach(tag -> body.withArray("tags").add(tag));
    }
  }

  /** {@code work link}. */
  @Command(name = "link", description = "Say what it has to do with another.")
  static final class Link extends OfLink {}

  /** {@code work unlink}. */
  @Command(name = "unlink", description = "Take a link away.")
  static final class Unlink extends OfLink {}

  /** {@code work merge}. */
  @Command(name = "merge", description = "Merge others into it, which it goes on for.")
  static final class Merge extends OfTwo {}

  /** {@code work split}. */
  @Command(name = "split", description = "Take others out of it again.")
  static final class Split extends OfTwo {}

  /** {@code work undo}. */
  @Command(name = "undo", description = "Take back what you did to it last, within 30 seconds.")
  static final class Undo extends OfItems {}

  /** {@code work approve}. */
  @Command(name = "approve", description = "Agree to what somebody else asked for.")
  static final class Approve extends OfItems {
    @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("note", note);
    }
  }

  /** {@code work reject}. */
  @Command(name = "reject", description = "Do not agree; or withdraw what you asked for.")
  static final class Reject extends OfItems {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    String note;

    @Override
    void fields(ObjectNode body) {
      body.put("note", note);
    }
  }
}
