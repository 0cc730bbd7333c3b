package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sla}: how SLAs are kept. */
@Command(
    name = "sla",
    description = "See how SLAs are kept.",
    subcommands = SlaCommand.Report.class,
    synopsisSubcommandLabel = "COMMAND")
public final class SlaCommand {

  /** {@code sla report}: the outcome of every clock, or their sums by desk. */
  @Command(
      name = "report",
      description = "The outcome of every SLA clock as of an instant, or their sums by desk.")
  public static final class Report implements Callable<Integer> {
    private static final String PATH = "/api/v1/sla/report";
    private static final int PAGE = 500;

    /** How the report is written. */
    enum Format {
      TEXT,
      CSV,
      JSON
    }

    @Mixin ServerOption server;

    @Option(
        names = "--format",
        defaultValue = "text",
        description = "text: sums by desk; csv or json: every clock (default: ${DEFAULT-VALUE}).")
    Format format;

    @Option(
        names = "--as-of",
        paramLabel = "INSTANT",
        description = "What was known to have happened by then, e.g. 2026-01-31T08:00:00Z.")
    String asOf;

    @Option(names = "--desk", description = "Only this desk.")
    String desk;

    @Option(names = "--sla", paramLabel = "NAME", description = "Only this SLA of the policy.")
    String sla;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      ApiClient api = server.client();
      PrintWriter out = spec.commandLine().getOut();
      String query = query();
      switch (format) {
        case CSV -> api.copy(PATH + query + "&format=csv", out);
        case JSON -> json(api, query, out);
        case TEXT -> SlaTable.print(api.get(PATH + "/desks" + query), out);
      }
      out.flush();
      return 0;
    }

    /** One array of all pages. */
    private static void json(ApiClient api, String query, PrintWriter out) {
      String separator = "[\n";
      String cursor = "";
      while (cursor != null) {
        JsonNode page = api.get(PATH + query + "&limit=" + PAGE + cursor);
        for (JsonNode line : page.path("items")) {
          out.print(separator + line);
          separator = ",\n";
        }
        cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : null;
      }
      out.println(separator.startsWith("[") ? "[]" : "\n]");
    }

    /** All pages are as of the same instant. */
    private String query() {
      return "?as_of=" + instant() + parameter("desk", desk) + parameter("sla", sla);
    }

    private Instant instant() {
      try {
        return asOf == null ? Instant.now() : Instant.parse(asOf);
      } catch (DateTimeParseException e) {
        throw CommandFailure.usage(
            "--as-of " + asOf + " is no instant: write it with its zone, 2026-01-31T08:00:00Z", e);
      }
    }

    private static String parameter(String name, String value) {
      return value == null
          ? ""
          : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }
}
