package io.breakwater.app.bench;

import java.io.PrintStream;

/**
 * A benchmark that {@code ./breakwater bench NAME} finds through {@link java.util.ServiceLoader}.
 */
public interface Bench {

  /** What follows {@code bench} on the command line. */
  String name();

  /** One line for {@code bench --help}. */
  String description();

  /**
   * Runs it.
   *
   * @param json whether to print the JSON document of the contract instead of a table
   * @param out where the result goes; progress goes to standard error
   */
  void run(boolean json, PrintStream out) throws Exception;
}
