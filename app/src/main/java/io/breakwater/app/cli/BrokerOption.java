package io.breakwater.app.cli;

import io.breakwater.domain.topic.Topics;
import picocli.CommandLine.Option;

/** Where commands find Kafka. */
final class BrokerOption {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:BREAKWATER_KAFKA_BOOTSTRAP:-127.0.0.1:9092}",
      description = "The Kafka broker (default: ${DEFAULT-VALUE}).")
  String bootstrap;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "breakwater.",
      description =
          "The topics' prefix (default: ${DEFAULT-VALUE}). Beside live traffic, replay under your"
              + " own.")
  String prefix;

  String exceptionsTopic() {
    return new Topics(prefix).exceptions();
  }
}
