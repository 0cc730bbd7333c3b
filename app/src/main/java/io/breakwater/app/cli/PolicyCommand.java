package io.breakwater.app.cli;

import picocli.CommandLine.Command;

/** {@code policy}: work with policy files. */
@Command(
    name = "policy",
    description = "Work with policy files.",
    subcommands = {
      PolicyCheckCommand.class,
      PolicyExplainCommand.class,
      PolicyTestCommand.class,
      PolicyDiffCommand.class,
      PolicyBacktestCommand.class,
      PolicyShadowCommand.class,
      PolicyListCommand.class,
      PolicyPublishCommand.class,
      PolicyRollbackCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {}
