package io.breakwater.app;

import io.breakwater.app.cli.AccessCommand;
import io.breakwater.app.cli.AuditCommand;
import io.breakwater.app.cli.BenchCommand;
import io.breakwater.app.cli.DeadLettersCommand;
import io.breakwater.app.cli.DemoCommand;
import io.breakwater.app.cli.Failures;
import io.breakwater.app.cli.FlowCommand;
import io.breakwater.app.cli.IncidentsCommand;
import io.breakwater.app.cli.JobsCommand;
import io.breakwater.app.cli.OnCallCommand;
import io.breakwater.app.cli.PolicyCommand;
import io.breakwater.app.cli.ProduceCommand;
import io.breakwater.app.cli.ReplayCommand;
import io.breakwater.app.cli.ServeCommand;
import io.breakwater.app.cli.SilenceCommand;
import io.breakwater.app.cli.SlaCommand;
import io.breakwater.app.cli.SqlCommand;
import io.breakwater.app.cli.TraceCommand;
import io.breakwater.app.cli.Version;
import io.breakwater.app.cli.WorkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: {@code ./breakwater COMMAND}. */
@Command(
    name = "breakwater",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = "Routes broken business transactions to the desk that can fix them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ok", "1:found a problem", "2:wrong usage, or something it needs is missing"},
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ProduceCommand.class,
      ReplayCommand.class,
      WorkCommand.class,
      SilenceCommand.class,
      TraceCommand.class,
      SlaCommand.class,
      AuditCommand.class,
      SqlCommand.class,
      PolicyCommand.class,
      OnCallCommand.class,
      AccessCommand.class,
      JobsCommand.class,
      DeadLettersCommand.class,
      IncidentsCommand.class,
      FlowCommand.class,
      BenchCommand.class
    })
public final class Breakwater {

  /** Read by {@link Failures}. */
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "With a failure, print the stack trace too.")
  boolean debug;

  private Breakwater() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command tree, ready to execute. */
  public static CommandLine commandLine() {
    Breakwater root = new Breakwater();
    Failures failures = new Failures(() -> root.debug);
    return new CommandLine(root)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }
}
