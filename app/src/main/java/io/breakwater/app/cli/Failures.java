package io.breakwater.app.cli;

import com.typesafe.config.ConfigException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a failure reaches a person: one sentence on standard error, and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final BooleanSupplier debug;

  /**
   * @param debug whether to print the stack trace too
   */
  public Failures(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    command.getErr().println("breakwater: " + sentence(failure));
    if (debug.getAsBoolean()) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return exitCode(failure);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("breakwater: " + failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      String name = command.getCommandSpec().qualifiedName();
      command.getErr().println("'" + name + " --help' lists what it takes.");
    }
    command.getErr().flush();
    return CommandFailure.USAGE;
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof CommandFailure known) {
      return known.exitCode();
    }
    boolean unusable =
        failure instanceof IllegalStateException
            || failure instanceof IllegalArgumentException
            || failure instanceof ConfigException
            || failure instanceof KafkaException;
    return unusable ? CommandFailure.USAGE : CommandFailure.PROBLEM;
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof KafkaException && failure.getCause() != null) {
      return "Kafka cannot be used: " + failure.getCause().getMessage();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
