package io.breakwater.app.cli;

import io.breakwater.app.client.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --server URL} of the commands that ask a running Breakwater, and who asks. */
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:BREAKWATER_SERVER:-http://127.0.0.1:8080}",
      description = "The running Breakwater to ask (default: ${DEFAULT-VALUE}).")
  URI server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Your token there. Others can see it in the list of processes: better set"
              + " BREAKWATER_TOKEN, or name a file.")
  String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file that your token stands in, which nobody else may read (default:"
              + " $BREAKWATER_TOKEN_FILE, else ~/.config/breakwater/token if it is there).")
  Path tokenFile;

  ApiClient client() {
    if (server.getHost() == null || server.getScheme() == null) {
      throw CommandFailure.usage(
          "--server " + server + " is no URL: write it as http://127.0.0.1:8080");
    }
    return new ApiClient(server, token());
  }

  private Optional<String> token() {
    return Optional.ofNullable(token)
        .or(
            () ->
                tokenFile == null
                    ? TokenSource.ofEnvironment(System.getenv(), System.getProperty("user.home"))
                    : Optional.of(TokenSource.ofFile(tokenFile)));
  }
}
