package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
    @Mixin ServerOption server;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode verdict = server.client().get("/api/v1/audit/verify");
      PrintWriter out = spec.commandLine().getOut();
      boolean ok = verdict.path("ok").asBoolean(verdict.path("valid").asBoolean());
      out.println(json ? verdict.toPrettyString() : sentence(verdict, ok));
      out.flush();
      return ok ? 0 : CommandFailure.PROBLEM;
    }

    private static String sentence(JsonNode verdict, boolean ok) {
      return ok
          ? "The ledger is whole: %,d batches with %,d facts."
              .formatted(verdict.path("batches").asLong(), verdict.path("facts").asLong())
          : "The ledger is broken: " + verdict.path("problem").asText(verdict.toString());
    }
  }
}
