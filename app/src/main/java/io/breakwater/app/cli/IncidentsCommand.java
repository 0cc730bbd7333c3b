package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.Query;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code incidents}: what correlation made of the exceptions. */
@Command(
    name = "incidents",
    description = "Look at incidents, and at how much they compress.",
    subcommands = {
      IncidentsCommand.ListThem.class,
      IncidentsCommand.Show.class,
      IncidentsCommand.Report.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class IncidentsCommand {
  private static final String PATH = "/api/v1/incidents";

  /** A span of event time. */
  static final class Span {
    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "From this event time on, e.g. 2026-03-31T15:12:00Z.")
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this event time.")
    String to;

    Query query() {
      return new Query().with("from", from).with("to", to);
    }
  }

  /** {@code incidents list}. */
  @Command(name = "list", description = "List incidents, the newest first.")
  public static final class ListThem implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin ServerOption server;
    @Mixin Span span;

    @Option(names = "--state", description = "Only open, closed or merged ones.")
    String state;

    @Option(names = "--rule", description = "Only those of this correlation rule.")
    String rule;

    @Option(names = "--priority", description = "Only P1, P2, P3 or P4.")
    String priority;

    @Option(
        names = "-q",
        paramLabel = "TEXT",
        description = "Only those with this in their key, id or type, or with this exception.")
    String text;

    @Option(names = "--limit", description = "The most to list (default: ${DEFAULT-VALUE}).")
    int limit = 50;

    @Option(names = "--json", description = "Print one JSON object per line.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      Query query =
          span.query()
              .with("state", state)
              .with("rule", rule)
              .with("priority", priority)
              .with("q", text);
      List<JsonNode> incidents =
          Pages.read(server.client(), PATH, query, Math.min(PAGE, limit), limit);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        incidents.forEach(out::println);
      } else {
        List<List<String>> rows = new ArrayList<>();
        incidents.forEach(incident -> rows.add(row(incident)));
        Table.print(
            List.of("first", "last", "priority", "score", "state", "members", "rule", "key", "id"),
            rows,
            out);
      }
      out.flush();
      return 0;
    }

    private static List<String> row(JsonNode incident) {
      return List.of(
          incident.path("first_at").asText(),
          incident.path("last_at").asText(),
          incident.path("priority").asText(),
          incident.path("score").asText(),
          incident.path("state").asText(),
          incident.path("member_count").asText(),
          incident.path("rule").asText(),
          incident.path("key").asText(),
          incident.path("incident_id").asText());
    }
  }

  /** {@code incidents show ID}. */
  @Command(name = "show", description = "Show one with its members and what happened to it.")
  public static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Its id, as list prints it.")
    String id;

    @Mixin ServerOption server;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode incident = server.client().get(PATH + "/" + Query.encoded(id));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(incident.toPrettyString());
      } else {
        print(incident, out);
      }
      out.flush();
      return 0;
    }

    private static void print(JsonNode incident, PrintWriter out) {
      for (String field :
          List.of(
              "incident_id",
              "rule",
              "key",
              "state",
              "priority",
              "score",
              "member_count",
              "first_at",
              "last_at",
              "merged_into",
              "parent_id",
              "work_item_id",
              "trace_id",
              "policy_version")) {
        if (incident.hasNonNull(field)) {
          out.printf("%-15s %s%n", field, incident.path(field).asText());
        }
      }
      incident
          .path("top_attributes")
          .properties()
          .forEach(
              a -> out.printf("%-15s %s=%s%n", "members have", a.getKey(), a.getValue().asText()));
      incident.path("merged").forEach(m -> out.printf("%-15s %s%n", "took over", m.asText()));
      incident.path("children").forEach(c -> out.printf("%-15s %s%n", "parent of", c.asText()));
      out.println();
      List<List<String>> changes = new ArrayList<>();
      for (JsonNode change : incident.path("changes")) {
        changes.add(
            List.of(
                change.path("occurred_at").asText(),
                change.path("change").asText(),
                change.path("member_count").asText(),
                change.path("score").asText(),
                change.path("priority").asText()));
      }
      Table.print(List.of("event time", "change", "members", "score", "priority"), changes, out);
      out.println();
      List<List<String>> members = new ArrayList<>();
      for (JsonNode member : incident.path("members")) {
        members.add(
            List.of(
                member.path("source_id").asText(),
                member.path("exception_id").asText(),
                member.path("event_id").asText()));
      }
      Table.print(List.of("source", "exception", "event"), members, out);
      if (members.size() < incident.path("member_count").asInt()) {
        out.printf("%d of %s members%n", members.size(), incident.path("member_count").asText());
      }
    }
  }

  /** {@code incidents report}. */
  @Command(
      name = "report",
      description = "How many alerts became how many incidents: in all, by rule, priority and day.")
  public static final class Report implements Callable<Integer> {
    @Mixin ServerOption server;
    @Mixin Span span;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode report = server.client().get(PATH + "/report" + span.query());
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(report.toPrettyString());
      } else {
        CompressionTable.print(report, out);
      }
      out.flush();
      return 0;
    }
  }
}
