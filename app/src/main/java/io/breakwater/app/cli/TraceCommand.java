package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace ID}: every hop of one exception with its time. */
@Command(name = "trace", description = "Show every hop that carried a trace id, with its time.")
public final class TraceCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      description = "A trace id, a traceparent, or the id of a work item.")
  String id;

  @Mixin ServerOption server;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode trace =
        server.client().get("/api/v1/traces/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(trace.toPrettyString());
    } else {
      TraceTable.print(trace, out);
    }
    out.flush();
    return 0;
  }
}
