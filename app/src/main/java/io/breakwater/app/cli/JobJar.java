package io.breakwater.app.cli;

import io.breakwater.flink.JobMain;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The jar that Flink clusters take, where the distribution has it. */
final class JobJar {
  private JobJar() {}

  /**
   * The jar.
   *
   * @param given by the person; else the one of this distribution
   */
  static Path find(Optional<Path> given) {
    if (given.isPresent()) {
      return Inputs.existing(given.get());
    }
    return bundled()
        .filter(Files::isRegularFile)
        .orElseThrow(
            () ->
                CommandFailure.usage("this installation has no job jar: give it with --jar FILE"));
  }

  /** Beside {@code lib/}, in which the job's classes are too. */
  private static Optional<Path> bundled() {
    try {
      Path classes =
          Path.of(JobMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.ofNullable(classes.getParent())
          .map(lib -> lib.resolveSibling("jobs").resolve("breakwater-jobs.jar"));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
