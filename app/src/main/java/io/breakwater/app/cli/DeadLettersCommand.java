package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: look at what was refused, correct it and send it again. */
@Command(
    name = "dead-letters",
    description = "Look at records that were refused; correct them and send them again.",
    subcommands = {
      DeadLettersCommand.ListThem.class,
      DeadLettersCommand.Show.class,
      DeadLetterReplayCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand {
  static final String PATH = "/api/v1/dead-letters";

  /** Which letters; the same for looking and for replaying many. */
  static final class Filter {
    @Option(names = "--code", description = "Only this reason code, e.g. missing-field.")
    String code;

    @Option(names = "--topic", description = "Only records of this topic, with its prefix.")
    String topic;

    @Option(names = "--source", description = "Only this source_id.")
    String source;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Ingested at this time or later, e.g. 2026-03-31T15:12:00Z.")
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Ingested before this time.")
    String to;

    boolean isEmpty() {
      return query().toMap().isEmpty();
    }

    Query query() {
      return new Query()
          .with("code", code)
          .with("topic", topic)
          .with("source", source)
          .with("from", from)
          .with("to", to);
    }
  }

  /** {@code dead-letters list}. */
  @Command(name = "list", description = "List them, the newest first.")
  public static final class ListThem implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin ServerOption server;
    @Mixin Filter filter;

    @Option(names = "--state", description = "Only open ones, or only replayed ones.")
    String state;

    @Option(names = "--limit", description = "The most to list (default: ${DEFAULT-VALUE}).")
    int limit = 50;

    @Option(names = "--json", description = "Print one JSON object per line.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      List<JsonNode> letters =
          Pages.read(
              server.client(),
              PATH,
              filter.query().with("state", state),
              Math.min(PAGE, limit),
              limit);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        letters.forEach(out::println);
      } else {
        print(letters, out);
      }
      out.flush();
      return 0;
    }

    private static void print(List<JsonNode> letters, PrintWriter out) {
      List<List<String>> rows = new ArrayList<>();
      for (JsonNode letter : letters) {
        rows.add(
            List.of(
                letter.path("origin").path("ingested_at").asText(),
                letter.path("code").asText(),
                letter.path("source_id").asText("-"),
                letter.path("exception_id").asText("-"),
                letter.path("state").asText(),
                letter.path("id").asText()));
      }
      Table.print(List.of("ingested", "code", "source", "exception", "state", "id"), rows, out);
    }
  }

  /** {@code dead-letters show ID}. */
  @Command(name = "show", description = "Show one with its reason, its payload and its replays.")
  public static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Its id, as list prints it.")
    String id;

    @Mixin ServerOption server;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode letter = server.client().get(path(id));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(letter.toPrettyString());
      } else {
        print(letter, out);
      }
      out.flush();
      return 0;
    }

    private static void print(JsonNode letter, PrintWriter out) {
      out.println(letter.path("code").asText() + ": " + letter.path("reason").asText());
      for (String field :
          List.of("id", "state", "source_id", "exception_id", "trace_id", "not_replayable")) {
        if (letter.hasNonNull(field)) {
          out.printf("%-15s %s%n", field, letter.path(field).asText());
        }
      }
      out.printf("%-15s %s%n", "ingested_at", letter.path("origin").path("ingested_at").asText());
      for (Map.Entry<String, JsonNode> header : letter.path("headers").properties()) {
        out.printf("%-15s %s: %s%n", "header", header.getKey(), header.getValue().asText());
      }
      for (JsonNode replay : letter.path("history")) {
        out.printf(
            "%-15s %s by %s as %s-%s@%s%n",
            "replayed",
            replay.path("at").asText(),
            replay.path("by").asText(),
            replay.path("topic").asText(),
            replay.path("partition").asText(),
            replay.path("offset").asText());
      }
      out.println(letter.path("base64").asBoolean() ? "payload (base64)" : "payload");
      out.println(letter.path("payload").asText());
    }
  }

  static String path(String id) {
    return PATH + "/" + Query.encoded(id);
  }

  static JsonNode post(ApiClient api, String path, Object body) {
    return api.post(path, "application/json", Json.text(body));
  }
}
