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

/** {@code audit}: questions to the tamper-evident ledger. */
@Command(
    name = "audit",
    description = "Ask the tamper-evident ledger.",
    subcommands = AuditCommand.Verify.class,
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand {

  /** {@code audit verify}: recompute the chain and compare. */
  @Command(
      name = "verify",
      description = "Recompute every batch and the chain of roots; exit 1 where they differ.")
  public static final class Verify implements Callable<Integer> {
    private static final String PATH = "/api/v1/audit/verify";
    private static final long POLL_MILLIS = 200;

    @Mixin ServerOption server;

    @Option(names = "--deep", description = "Hash the records on the topics again as well.")
    boolean deep;

    @Option(
        names = "--expected",
        paramLabel = "HASH",
        description = "A head that was noted down earlier: it must be in the chain.")
    String expected;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode verdict = verify(server.client());
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? verdict.toPrettyString() : sentence(verdict));
      out.flush();
      return verdict.path("status").asText().equals("OK") ? 0 : CommandFailure.PROBLEM;
    }

    private JsonNode verify(ApiClient api) throws InterruptedException {
      String query = "?deep=" + deep + (expected == null ? "" : "&expected=" + expected);
      JsonNode state = api.post(PATH + query, "application/json", "");
      while (state.path("status").asText().equals("RUNNING")) {
        Thread.sleep(POLL_MILLIS);
        state = api.get(PATH);
      }
      return state;
    }

    private static String sentence(JsonNode verdict) {
      return switch (verdict.path("status").asText()) {
        case "OK" ->
            "The ledger is whole: %,d batches with %,d facts. Its head is %s."
                .formatted(
                    verdict.path("batches").asLong(),
                    verdict.path("facts").asLong(),
                    verdict.path("head").asText());
        case "BROKEN" -> "The ledger is broken: " + fault(verdict);
        default -> fault(verdict);
      };
    }

    private static String fault(JsonNode verdict) {
      JsonNode fault = verdict.path("fault");
      String batch =
          fault.hasNonNull("batch") ? "batch " + fault.path("batch").asText() + ": " : "";
      return batch + fault.path("detail").asText(fault.path("reason").asText(fault.toString()));
    }
  }
}
