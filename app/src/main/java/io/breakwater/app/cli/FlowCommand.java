package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flow}: rates, lags, watermarks, checkpoints of every job. */
@Command(
    name = "flow",
    description = {
      "Show how the stream flows: rates, lags, watermark delay, busy and backpressure, checkpoints.",
      "Exit 1 if a job does not run or a part cannot be had."
    })
public final class FlowCommand implements Callable<Integer> {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final long EVERY_MILLIS = 2_000;

  @Mixin ServerOption server;

  @Option(names = "--watch", description = "Show it again every two seconds until Ctrl-C.")
  boolean watch;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = server.client();
    while (true) {
      JsonNode flow = api.get("/api/v1/flow");
      PrintWriter out = spec.commandLine().getOut();
      if (watch && Terminal.isAttached()) {
        out.print(CLEAR);
      }
      if (json) {
        out.println(watch ? flow.toString() : flow.toPrettyString());
      } else {
        FlowTable.print(flow, out);
      }
      out.flush();
      if (!watch) {
        return isWhole(flow) ? 0 : CommandFailure.PROBLEM;
      }
      Thread.sleep(EVERY_MILLIS);
    }
  }

  private static boolean isWhole(JsonNode flow) {
    boolean whole = flow.path("problems").isEmpty();
    for (JsonNode job : flow.path("jobs")) {
      whole &= job.path("state").asText().equals("RUNNING");
    }
    return whole;
  }
}
