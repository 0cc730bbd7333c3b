package io.breakwater.platform.access;

import io.breakwater.domain.access.AccessParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, which is read again when it has changed. A file that is wrong when it is
 * read again changes nothing: whoever is known stays known, and the log says why.
 */
public final class TokenFile implements Supplier<Tokens> {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Path file;
  private final Clock clock;
  private State state;

  /**
   * @param version what tells this content from another
   * @param looked when it was looked at
   */
  private record State(Tokens tokens, Version version, Instant looked) {}

  private record Version(FileTime changed, long size) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the reasons, when it cannot be read or is wrong
   */
  public TokenFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    try {
      this.state = read(version());
    } catch (IOException e) {
      throw new IllegalArgumentException("the access file " + file + " cannot be read: " + e, e);
    }
  }

  /** The tokens of the file, as it was at most two seconds ago. */
  @Override
  public synchronized Tokens get() {
    if (!clock.instant().isBefore(state.looked().plus(LOOK_AGAIN))) {
      lookAgain();
    }
    return state.tokens();
  }

  private void lookAgain() {
    Version seen = state.version();
    try {
      seen = version();
      if (!seen.equals(state.version())) {
        state = read(seen);
        LOG.info("the access file {} was read again", file);
        return;
      }
    } catch (IllegalArgumentException e) {
      LOG.error("the access file {} stays as it was read last: {}", file, e.getMessage());
    } catch (IOException e) {
      // Who may read a file can change without the file: it is tried again.
      LOG.error("the access file {} stays as it was read last: {}", file, e.toString());
      seen = state.version();
    }
    state = new State(state.tokens(), seen, clock.instant());
  }

  private State read(Version version) throws IOException {
    String yaml = Files.readString(file);
    try {
      return new State(new Tokens(AccessParser.parse(yaml)), version, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the access file " + file + " is refused:\n" + e.getMessage(), e);
    }
  }

  private Version version() throws IOException {
    return new Version(Files.getLastModifiedTime(file), Files.size(file));
  }
}
