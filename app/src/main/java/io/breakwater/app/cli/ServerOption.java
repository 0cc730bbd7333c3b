package io.breakwater.app.cli;

import io.breakwater.app.client.ApiClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** {@code --server URL} of the commands that ask a running Breakwater. */
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:BREAKWATER_SERVER:-http://127.0.0.1:8080}",
      description = "The running Breakwater to ask (default: ${DEFAULT-VALUE}).")
  URI server;

  ApiClient client() {
    if (server.getHost() == null || server.getScheme() == null) {
      throw CommandFailure.usage(
          "--server " + server + " is no URL: write it as http://127.0.0.1:8080");
    }
    return new ApiClient(server);
  }
}
