package io.breakwater.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code produce}: one JSON object a line, from a file or standard input, into Kafka. */
@Command(
    name = "produce",
    description = {
      "Send exception events: one JSON object a line, a plain one or a CloudEvent.",
      "Lines go out as they are; what is wrong with one shows up in the dead letters."
    })
public final class ProduceCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Read this file; without it, or with -, standard input.")
  Path file;

  @Option(
      names = "--traceparent",
      paramLabel = "VALUE",
      description = "A W3C traceparent to send with every event.")
  String traceparent;

  @Mixin BrokerOption broker;

  @Option(names = "--json", description = "Print the summary as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  private long sent;
  private long withoutKey;

  @Override
  public Integer call() throws IOException {
    Map<String, String> headers = headers();
    try (BufferedReader lines = open();
        EventSender sender = new EventSender(broker.bootstrap, broker.exceptionsTopic())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          send(line, headers, sender);
        }
        if (!lines.ready()) {
          sender.flush(); // a person who types or a slow pipe sees each event go out
        }
      }
      sender.flush();
    }
    report();
    return 0;
  }

  private Map<String, String> headers() {
    if (traceparent == null) {
      return Map.of();
    }
    if (TraceContext.parse(traceparent).isEmpty()) {
      throw CommandFailure.usage(
          "'"
              + traceparent
              + "' is not a traceparent: write 00-TRACE-SPAN-01 with 32 and 16 lower-case hex"
              + " digits");
    }
    return Map.of(TraceContext.HEADER, traceparent);
  }

  private BufferedReader open() throws IOException {
    if (file == null || file.toString().equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    return Files.newBufferedReader(Inputs.existing(file));
  }

  private void send(String line, Map<String, String> headers, EventSender sender) {
    byte[] key = key(line);
    sender.send(key, line.getBytes(StandardCharsets.UTF_8), headers);
    sent++;
    withoutKey += key == null ? 1 : 0;
  }

  /** The exception's key, so that its events stay in order; null when the line does not tell. */
  static byte[] key(String line) {
    try {
      JsonNode event = Json.mapper().readTree(line);
      JsonNode data = event.path("data").isObject() ? event.get("data") : event;
      String source = data.path("source_id").asText(event.path("source").asText(""));
      String exception = data.path("exception_id").asText("");
      return source.isEmpty() || exception.isEmpty()
          ? null
          : Identity.exceptionKey(source, exception).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void report() {
    if (json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(Json.text(Map.of("sent", sent, "without_key", withoutKey)));
      out.flush();
      return;
    }
    spec.commandLine()
        .getErr()
        .printf(
            "Sent %,d %s to %s.%s%n",
            sent,
            sent == 1 ? "event" : "events",
            broker.bootstrap,
            withoutKey == 0
                ? ""
                : " %,d of them do not look like exception events: see the dead letters."
                    .formatted(withoutKey));
    spec.commandLine().getErr().flush();
  }
}
