package io.breakwater.app.cli;

/** Ends a command with a sentence for the person who gave it. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code: the command ran and found a problem. */
  public static final int PROBLEM = 1;

  /** Exit code: it was called wrongly, or something it needs is missing. */
  public static final int USAGE = 2;

  private final int exitCode;

  private CommandFailure(int exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** The command found a problem in what it was given or asked. */
  public static CommandFailure problem(String sentence) {
    return new CommandFailure(PROBLEM, sentence, null);
  }

  /** As {@link #problem(String)}, with what went wrong beneath it. */
  public static CommandFailure problem(String sentence, Throwable cause) {
    return new CommandFailure(PROBLEM, sentence, cause);
  }

  /** The command cannot work with what it was given. */
  public static CommandFailure usage(String sentence) {
    return new CommandFailure(USAGE, sentence, null);
  }

  /** As {@link #usage(String)}, with what went wrong beneath it. */
  public static CommandFailure usage(String sentence, Throwable cause) {
    return new CommandFailure(USAGE, sentence, cause);
  }

  /** The process's exit code. */
  public int exitCode() {
    return exitCode;
  }
}
