package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.policy.backtest.Report.Placed;
import io.breakwater.app.policy.shadow.ShadowReport;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy shadow}: a candidate beside production, without effect. */
@Command(
    name = "shadow",
    description = {
      "Let a policy decide what production decides, without effect, and keep where it differs.",
      "One at a time; it begins with the next event and goes on after restarts until it is stopped."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyShadowCommand {
  private static final String PATH = PublishedPolicies.PATH + "/shadow";

  @Spec CommandSpec spec;

  /** What all of them take. */
  static final class Asking {
    @Option(names = "--json", description = "Print the answer as the API gives it.")
    boolean json;

    @Mixin ServerOption server;
  }

  @Command(name = "start", description = "Start a candidate.")
  int start(
      @Option(names = "--policy", paramLabel = "FILE", description = "A policy in YAML.")
          Path policy,
      @Option(
              names = "--version",
              paramLabel = "VERSION",
              description = "The policy@version of one on the server, instead.")
          String version,
      @Option(
              names = "--by",
              paramLabel = "WHO",
              description =
                  "Who starts it; only where the server asks for no tokens (default: you).")
          String by,
      @Mixin Asking asking) {
    if ((policy == null) == (version == null)) {
      throw CommandFailure.usage("name the candidate with either --policy or --version");
    }
    ObjectNode order = Json.mapper().createObjectNode();
    if (policy == null) {
      order.put("version", version);
    } else {
      order.put("policy", Inputs.policy(policy));
    }
    if (by != null) {
      order.put("by", by);
    }
    return show(asking, asking.server.client().post(PATH, order, Map.of()));
  }

  @Command(name = "stop", description = "Stop the candidate; its report stays.")
  int stop(@Mixin Asking asking) {
    return show(asking, asking.server.client().delete(PATH));
  }

  @Command(name = "report", description = "Say what the latest candidate decided otherwise.")
  int report(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many of the newest differences (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin Asking asking) {
    return show(asking, asking.server.client().get(PATH + "?limit=" + limit));
  }

  private int show(Asking asking, JsonNode answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (asking.json) {
      out.println(answer.toPrettyString());
    } else {
      print(Json.mapper().convertValue(answer, ShadowReport.class), out);
    }
    out.flush();
    return 0;
  }

  private static void print(ShadowReport report, PrintWriter out) {
    out.printf(
        "%s beside production, %s%n",
        report.candidate(),
        report.parked() != null
            ? "parked at " + report.stoppedAt() + ": " + report.parked()
            : report.stoppedAt() != null
                ? "from " + report.startedAt() + " to " + report.stoppedAt()
                : "since " + report.startedAt());
    out.printf(
        "  %,d events, %,d decided otherwise: %,d on another desk, %,d with another priority,"
            + " %,d with another score; %,d failed%n",
        report.seen(),
        report.differing(),
        report.moved(),
        report.reprioritised(),
        report.rescored(),
        report.failed());
    moves("desks", report.desks(), out);
    moves("priorities", report.priorities(), out);
    if (!report.differences().isEmpty()) {
      out.println();
      Table.print(
          List.of("decided", "exception", "type", "production", "candidate"),
          report.differences().stream()
              .map(
                  d ->
                      List.of(
                          d.decidedAt().toString(),
                          d.exceptionId(),
                          d.type(),
                          placed(d.before()),
                          placed(d.after())))
              .toList(),
          out);
    }
  }

  private static void moves(String what, List<ShadowReport.Move> moves, PrintWriter out) {
    if (!moves.isEmpty()) {
      out.println();
      Table.print(
          List.of(what + " from", "to", "events"),
          moves.stream()
              .map(m -> List.of(m.before(), m.after(), "%,d".formatted(m.events())))
              .toList(),
          out);
    }
  }

  private static String placed(Placed placed) {
    return "%s %s, score %d".formatted(placed.desk(), placed.priority(), placed.score());
  }
}
