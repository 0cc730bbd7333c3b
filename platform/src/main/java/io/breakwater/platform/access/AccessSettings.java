package io.breakwater.platform.access;

import com.typesafe.config.Config;
import io.breakwater.domain.access.Caller;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may ask.
 *
 * @param file of the tokens
 * @param local whether whoever sits at this machine may ask without a token though there is a file
 */
public record AccessSettings(Optional<Path> file, boolean local) {

  /** Section {@code breakwater.access}. */
  public static AccessSettings from(Config config) {
    Config c = config.getConfig("breakwater.access");
    String file = c.getString("file");
    return new AccessSettings(
        file.isBlank() ? Optional.empty() : Optional.of(Path.of(file)), c.getBoolean("local"));
  }

  /**
   * True if a server that listens on {@code host} lets whoever sits at this machine in.
   *
   * @throws IllegalArgumentException if nobody could be told from anybody else
   */
  public boolean letsLocalIn(String host) {
    boolean loopback = isLoopback(host);
    if (file.isEmpty() && !loopback) {
      throw new IllegalArgumentException(
          "%s can be reached from other machines, so the API needs tokens: name their file with --access FILE (\"breakwater access token\" makes an entry), or listen on 127.0.0.1."
              .formatted(host));
    }
    return loopback && (local || file.isEmpty());
  }

  /**
   * The way in.
   *
   * @param host where the server listens
   * @param user the name of whoever sits at this machine
   * @throws IllegalArgumentException if the file is wrong, or as {@link #letsLocalIn} says
   */
  public SignIn signIn(String host, String user, Clock clock) {
    Optional<Caller> atThisMachine =
        letsLocalIn(host) ? Optional.of(Caller.local(user)) : Optional.empty();
    Tokens none = new Tokens(List.of());
    Supplier<Tokens> tokens =
        file.<Supplier<Tokens>>map(path -> new TokenFile(path, clock)).orElse(() -> none);
    return new SignIn(tokens, atThisMachine, clock);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
