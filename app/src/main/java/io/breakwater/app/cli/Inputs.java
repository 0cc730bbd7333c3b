package io.breakwater.app.cli;

import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Files that a person named; failures are sentences. */
final class Inputs {
  private Inputs() {}

  /** The whole file as UTF-8 text. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("there is no file " + file);
    } catch (MalformedInputException e) {
      throw CommandFailure.usage(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A policy's text; refused here, with every fault and its place, before anything is started. */
  static String policy(Path file) {
    String yaml = text(file);
    try {
      PolicyParser.parse(yaml);
      return yaml;
    } catch (PolicyException e) {
      throw CommandFailure.usage(
          e.errors().stream()
              .map(error -> file + ": " + error)
              .collect(Collectors.joining("\n", "the policy is refused:\n", "")),
          e);
    }
  }

  /** Checks that the file is there before long work starts. */
  static Path existing(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw CommandFailure.usage("there is no readable file " + file);
    }
    return file;
  }
}
