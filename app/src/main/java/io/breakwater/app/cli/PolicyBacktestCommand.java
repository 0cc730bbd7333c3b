package io.breakwater.app.cli;

import io.breakwater.app.policy.backtest.Backtests;
import io.breakwater.app.policy.backtest.FileHistory;
import io.breakwater.app.policy.backtest.RecordedHistory;
import io.breakwater.app.policy.backtest.Report;
import io.breakwater.app.policy.backtest.ReportHtml;
import io.breakwater.app.policy.backtest.ReportText;
import io.breakwater.app.policy.backtest.Request;
import io.breakwater.app.replay.HistoryFile;
import io.breakwater.app.replay.MappingParser;
import io.breakwater.app.replay.Progress;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy backtest}: what a policy would have made of the history. */
@Command(
    name = "backtest",
    description = {
      "Try a policy on history: items that move, load of the desks, SLA breaches and pages gained and"
          + " lost.",
      "The history is what a server has on record, or a file; a file needs about 60 bytes of memory an"
          + " event and a kilobyte an item."
    })
public final class PolicyBacktestCommand implements Callable<Integer> {
  private static final int MOST_EVENTS = 20_000_000;

  /** How the report is written. */
  enum Format {
    TEXT,
    JSON,
    HTML
  }

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The policy to try, in YAML.")
  Path policy;

  @Option(
      names = "--against",
      paramLabel = "FILE|VERSION|published",
      defaultValue = "published",
      description =
          "What to compare it with: a file, the policy@version of one on the server, or all of the"
              + " server's versions, each from when it was in force (default: ${DEFAULT-VALUE}).")
  String against;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Records as JSON lines (exception events, topic scored, topic work), or with --mapping any"
              + " history that replay reads; else what the server has on record.")
  Path history;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "How a row of the history becomes events; see examples/boston-311/mapping.yaml.")
  Path mapping;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "From when things count; earlier ones are taken in only. All unless given.")
  Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The end, as of which clocks are judged; of the history unless given.")
  Instant to;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "The steps in which the load of desks is told; fits the span unless given.")
  Duration every;

  @Option(
      names = "--item",
      paramLabel = "ID",
      description = "A work item or exception to explain: both decisions with every reason.")
  String item;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many of the items that differ JSON has (default: ${DEFAULT-VALUE}).")
  int items;

  @Option(
      names = "--format",
      paramLabel = "text|json|html",
      defaultValue = "text",
      description = "How the report is written (default: ${DEFAULT-VALUE}).")
  Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where; standard output unless given.")
  Path file;

  @Option(names = "--exit-code", description = "Exit 1 if anything differs.")
  boolean exitCode;

  @Mixin ServerOption server;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String yaml = Inputs.policy(policy);
    Report report;
    try {
      report =
          history == null
              ? new RemoteBacktest(server.client()).run(order(yaml))
              : offline(PolicyParser.parse(yaml));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
    write(report);
    return exitCode && report.counts().differing() > 0 ? CommandFailure.PROBLEM : 0;
  }

  private Backtests.Order order(String yaml) {
    if (mapping != null) {
      throw CommandFailure.usage("--mapping says how to read --history, which is not given");
    }
    if (Files.exists(Path.of(against))) {
      throw CommandFailure.usage(
          "a server compares with its own versions: name one, or give --history to try it here");
    }
    return new Backtests.Order(
        yaml, against, from, to, every, Math.min(items, Backtests.MOST_ITEMS), item);
  }

  private Report offline(Policy candidate) throws IOException {
    Request request = new Request(before(), candidate, from, to, every, items, item);
    Progress progress = TerminalProgress.whenAttached();
    Inputs.existing(history);
    try (RecordedHistory recorded = new RecordedHistory(MOST_EVENTS)) {
      FileHistory reader = new FileHistory(recorded);
      try (Progress.Step step = progress.step("reading", HistoryFile.size(history))) {
        if (mapping == null) {
          reader.records(history, step::advance);
        } else {
          reader.rows(history, MappingParser.parse(Inputs.text(mapping)), step::advance);
        }
      }
      if (reader.skipped() > 0) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("%,d rows were skipped, such as:%n", reader.skipped());
        reader.examples().forEach(example -> err.println("  " + example));
        err.flush();
      }
      try (Progress.Step step = progress.step("deciding", recorded.size())) {
        return request.over(recorded, step::advance);
      }
    }
  }

  private PolicyTimeline before() {
    Path named = Path.of(against);
    if (Files.exists(named)) {
      return PolicyTimeline.EMPTY.with(PolicyParser.parse(Inputs.policy(named)));
    }
    PublishedPolicies published = new PublishedPolicies(server.client());
    if (!against.equals("published")) {
      if (!against.contains("@")) {
        throw CommandFailure.usage(
            "there is no file " + against + "; name one, a policy@version, or published");
      }
      return PolicyTimeline.EMPTY.with(PolicyParser.parse(published.source(against)));
    }
    return published.timeline();
  }

  private void write(Report report) throws IOException {
    if (file == null) {
      write(report, spec.commandLine().getOut());
      return;
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      write(report, out);
    }
    spec.commandLine().getOut().printf("the report is in %s%n", file);
    spec.commandLine().getOut().flush();
  }

  private void write(Report report, PrintWriter out) {
    switch (format) {
      case TEXT -> ReportText.print(report, out);
      case JSON -> out.println(Json.mapper().valueToTree(report).toPrettyString());
      case HTML -> out.print(ReportHtml.of(report));
    }
    out.flush();
  }
}
