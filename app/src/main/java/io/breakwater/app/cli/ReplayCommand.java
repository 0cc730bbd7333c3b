package io.breakwater.app.cli;

import io.breakwater.app.client.EventSender;
import io.breakwater.app.replay.LogReplay;
import io.breakwater.app.replay.Mapping;
import io.breakwater.app.replay.MappingParser;
import io.breakwater.app.replay.Pace;
import io.breakwater.app.replay.Replay;
import io.breakwater.app.replay.Transfers;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: a file of history becomes exception events, in event-time order. */
@Command(
    name = "replay",
    description = {
      "Replay a history as exception events, in event-time order.",
      "Reads CSV or JSON lines, plain, .gz or .zip. The events wait in a temporary file and are"
          + " sorted by an index in memory (about 60 bytes an event).",
      "A mapping with transfers reads a log of changes: its transfers are carried out by --server."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--input", required = true, paramLabel = "FILE", description = "The history.")
  Path input;

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "How a row becomes events; see examples/boston-311/mapping.yaml.")
  Path mapping;

  @Option(
      names = "--speed",
      paramLabel = "60x|max",
      defaultValue = "max",
      description = "How much faster than then (default: ${DEFAULT-VALUE}).")
  String speed;

  @Mixin BrokerOption broker;

  @Mixin ServerOption server;

  @Option(names = "--json", description = "Print the summary as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Inputs.existing(input);
    Mapping mapping = mapping();
    long start = System.nanoTime();
    if (mapping.transfers() != null) {
      return replayLog(mapping, start);
    }
    Replay replay = new Replay(mapping, pace(), TerminalProgress.whenAttached());
    try (EventSender sender = new EventSender(broker.bootstrap, broker.exceptionsTopic())) {
      Replay.Summary summary = replay.run(input, sender);
      print(summary, Duration.ofNanos(System.nanoTime() - start));
      return summary.skipped() == 0 ? 0 : CommandFailure.PROBLEM;
    }
  }

  /** A log of what people did goes as fast as they can do it again. */
  private int replayLog(Mapping mapping, long start) throws IOException {
    if (!speed.equals("max")) {
      throw CommandFailure.usage(
          "--speed is " + speed + ", and the mapping has transfers: these go at max only");
    }
    LogReplay replay = new LogReplay(mapping, TerminalProgress.whenAttached());
    try (EventSender sender = new EventSender(broker.bootstrap, broker.exceptionsTopic())) {
      LogReplay.Summary summary =
          replay.run(input, sender, new Transfers(server.client(), PATIENCE));
      double seconds = seconds(Duration.ofNanos(System.nanoTime() - start));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(
            Json.text(
                Map.of(
                    "rows", summary.rows(),
                    "events", summary.events(),
                    "transfers", summary.transfers(),
                    "skipped", summary.skipped(),
                    "seconds", seconds)));
      } else {
        out.printf(
            "Sent %,d events and carried out %,d transfers of %,d rows in %.1f s.%n",
            summary.events(), summary.transfers(), summary.rows(), seconds);
      }
      out.flush();
      printSkipped(summary.skipped(), summary.examples());
      return summary.skipped() == 0 ? 0 : CommandFailure.PROBLEM;
    }
  }

  private Mapping mapping() {
    try {
      return MappingParser.parse(Inputs.text(mapping));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(mapping + ": " + e.getMessage(), e);
    }
  }

  private Pace pace() {
    try {
      return Pace.parse(speed);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  private void print(Replay.Summary summary, Duration took) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.text(
              Map.of(
                  "rows", summary.rows(),
                  "events", summary.events(),
                  "skipped", summary.skipped(),
                  "seconds", took.toMillis() / 1000.0)));
    } else {
      out.printf(
          "Sent %,d events of %,d rows in %.1f s", summary.events(), summary.rows(), seconds(took));
      if (summary.events() > 0) {
        out.printf(", %s to %s", summary.first(), summary.last());
      }
      out.println(".");
    }
    out.flush();
    printSkipped(summary.skipped(), summary.examples());
  }

  private void printSkipped(long skipped, List<String> examples) {
    if (skipped > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("%,d rows were skipped, such as:%n", skipped);
      examples.forEach(example -> err.println("  " + example));
      err.flush();
    }
  }

  private static double seconds(Duration took) {
    return took.toMillis() / 1000.0;
  }
}
