package io.breakwater.app.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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

  /** Checks that the file is there before long work starts. */
  static Path existing(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw CommandFailure.usage("there is no readable file " + file);
    }
    return file;
  }
}
