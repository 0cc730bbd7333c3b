package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code silence}: keep notifications back for a while. */
@Command(
    name = "silence",
    description = "Keep notifications back for a while; the work goes on.",
    subcommands = {
      SilenceCommand.ListThem.class,
      SilenceCommand.Show.class,
      SilenceCommand.Add.class,
      SilenceCommand.Preview.class,
      SilenceCommand.End.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class SilenceCommand {
  static final String PATH = "/api/v1/silences";

  /** What the commands have in common. */
  abstract static class Asking implements Callable<Integer> {
    @Mixin ServerOption server;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    abstract JsonNode ask(ApiClient api);

    abstract void print(JsonNode answer, PrintWriter out);

    @Override
    public final Integer call() {
      JsonNode answer = ask(server.client());
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(answer.toPrettyString());
      } else {
        print(answer, out);
      }
      out.flush();
      return 0;
    }
  }

  /** {@code silence list}. */
  @Command(name = "list", description = "List silences, the newest first.")
  static final class ListThem extends Asking {
    @Option(
        names = "--state",
        defaultValue = "active",
        description = "active, pending, ended or all (default: ${DEFAULT-VALUE}).")
    String state;

    @Option(names = "--limit", description = "The most to list (default: ${DEFAULT-VALUE}).")
    int limit = 50;

    @Override
    JsonNode ask(ApiClient api) {
      Query query = new Query().with("state", state.equals("all") ? null : state);
      return Json.mapper().valueToTree(Pages.read(api, PATH, query, Math.min(500, limit), limit));
    }

    @Override
    void print(JsonNode silences, PrintWriter out) {
      SilenceText.table(silences, out);
    }
  }

  /** {@code silence show ID}. */
  @Command(name = "show", description = "Show one with who did what to it.")
  static final class Show extends Asking {
    @Parameters(paramLabel = "ID")
    String id;

    @Override
    JsonNode ask(ApiClient api) {
      return api.get(PATH + "/" + Query.encoded(id));
    }

    @Override
    void print(JsonNode found, PrintWriter out) {
      SilenceText.page(found, out);
    }
  }

  /** {@code silence add}. */
  @Command(
      name = "add",
      description = "Make one: what matches is worked on as ever, and pages nobody until its end.")
  static final class Add extends Asking {
    @Option(
        names = "--when",
        required = true,
        paramLabel = "CONDITION",
        description = "What is quiet, e.g. 'desk == \"payments\" && priority > \"P1\"'.")
    String when;

    @Option(
        names = "--for",
        paramLabel = "TIME",
        converter = DurationConverter.class,
        description = "How long, e.g. 2h; this or --until.")
    Duration lasts;

    @Option(
        names = "--until",
        paramLabel = "INSTANT",
        converter = InstantConverter.class,
        description = "Until when.")
    Instant until;

    @Option(
        names = "--from",
        paramLabel = "INSTANT",
        converter = InstantConverter.class,
        description = "From when on; now unless given.")
    Instant from;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    String reason;

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        description = "Who answers for it; whoever makes it unless given.")
    String owner;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "${env:BREAKWATER_OPERATOR}",
        description = "Who makes it; only where the server asks for no tokens (default: you).")
    String by;

    @Option(
        names = "--key",
        description = "An idempotency key: the same command with it again changes nothing.")
    String key;

    @Mixin RecurrenceOptions recurrence;

    @Override
    JsonNode ask(ApiClient api) {
      ObjectNode body = Json.mapper().createObjectNode();
      body.put("when", when).put("reason", reason).put("by", by).put("owner", owner);
      if (lasts != null) {
        body.put("for", lasts.toString());
      }
      if (until != null) {
        body.put("ends_at", until.toString());
      }
      if (from != null) {
        body.put("starts_at", from.toString());
      }
      recurrence.into(body);
      Map<String, String> headers = new HashMap<>();
      headers.put("Idempotency-Key", key);
      return api.post(PATH, body, headers);
    }

    @Override
    void print(JsonNode found, PrintWriter out) {
      out.println(SilenceText.line(found));
    }
  }

  /** {@code silence preview}. */
  @Command(name = "preview", description = "Say what one would have kept quiet so far.")
  static final class Preview extends Asking {
    @Option(
        names = "--when",
        required = true,
        paramLabel = "CONDITION",
        description = "What would be quiet.")
    String when;

    @Option(
        names = "--within",
        paramLabel = "TIME",
        converter = DurationConverter.class,
        defaultValue = "24h",
        description = "How far to look back (default: ${DEFAULT-VALUE}).")
    Duration within;

    @Mixin RecurrenceOptions recurrence;

    @Override
    JsonNode ask(ApiClient api) {
      ObjectNode body = Json.mapper().createObjectNode();
      body.put("when", when).put("within", within.toString());
      recurrence.into(body);
      return api.post(PATH + "/preview", body, Map.of());
    }

    @Override
    void print(JsonNode preview, PrintWriter out) {
      SilenceText.preview(preview, out);
    }
  }

  /** {@code silence end ID}. */
  @Command(name = "end", description = "End one early.")
  static final class End extends Asking {
    @Parameters(paramLabel = "ID")
    String id;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        defaultValue = "${env:BREAKWATER_OPERATOR}",
        description = "Who ends it; only where the server asks for no tokens (default: you).")
    String by;

    @Option(
        names = "--expect",
        paramLabel = "VERSION",
        description = "Only if it is still at this version.")
    Long expect;

    @Override
    JsonNode ask(ApiClient api) {
      Map<String, String> headers = new HashMap<>();
      headers.put("If-Match", expect == null ? null : "\"" + expect + "\"");
      return api.post(
          PATH + "/" + Query.encoded(id) + "/end",
          Json.mapper().createObjectNode().put("by", by),
          headers);
    }

    @Override
    void print(JsonNode found, PrintWriter out) {
      out.println(SilenceText.line(found));
    }
  }
}
