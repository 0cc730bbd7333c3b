package io.breakwater.app.cli;

import java.nio.file.Path;

/** Where a long-running command writes its log; to be said before anything logs. */
final class ProcessLog {
  private ProcessLog() {}

  /** To a file that rolls, so that the terminal stays free for the person. */
  static void toFile(Path file) {
    System.setProperty("breakwater.log.file", file.toAbsolutePath().toString());
    System.setProperty("log4j2.configurationFile", "log4j2-file.xml");
  }

  /** To standard output, as a container wants it. */
  static void toConsole() {
    System.setProperty("log4j2.configurationFile", "log4j2-console.xml");
  }
}
