package io.breakwater.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a person's token comes from, unless a command names it. */
final class TokenSource {
  private TokenSource() {}

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** The token of the environment, else of the file it names, else of the usual file. */
  static Optional<String> ofEnvironment(Map<String, String> environment, String home) {
    String token = environment.getOrDefault("BREAKWATER_TOKEN", "").strip();
    if (!token.isEmpty()) {
      return Optional.of(token);
    }
    String named = environment.getOrDefault("BREAKWATER_TOKEN_FILE", "");
    if (!named.isBlank()) {
      return Optional.of(ofFile(Path.of(named)));
    }
    Path usual = Path.of(home, ".config", "breakwater", "token");
    return Files.exists(usual) ? Optional.of(ofFile(usual)) : Optional.empty();
  }

  /**
   * The token in a file.
   *
   * @throws CommandFailure if it cannot be read, is empty, or others may read or write it
   */
  static String ofFile(Path file) {
    String token = Inputs.text(file).strip();
    if (token.isEmpty()) {
      throw CommandFailure.usage(file + " is empty: write a token into it");
    }
    if (isOpenToOthers(file)) {
      throw CommandFailure.usage(
          "others may read or write %s, and a token stands in it: chmod 600 %s"
              .formatted(file, file));
    }
    return token;
  }

  private static boolean isOpenToOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      return false; // no such permissions on this file system
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
