package io.breakwater.app.cli;

import io.breakwater.app.node.Connections;
import io.breakwater.app.node.Node;
import io.breakwater.app.node.NodeSettings;
import io.breakwater.platform.access.AccessSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the actor services against Kafka and PostgreSQL that run elsewhere. */
@Command(
    name = "serve",
    description = {
      "Run the actor services against an external Kafka and PostgreSQL.",
      "The Flink jobs run on a Flink cluster of its own. Settings come from --config (HOCON) and"
          + " from BREAKWATER_* environment variables, which application.conf names."
    })
public final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON over the defaults, e.g. breakwater.kafka.bootstrap-servers.")
  Path config;

  @Option(names = "--port", description = "Port of the API and the console.")
  Integer port;

  @Option(
      names = "--access",
      paramLabel = "FILE",
      description =
          "The tokens of those who may ask; without it, whoever sits at this machine may do"
              + " everything and nobody else can ask.")
  Path access;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Publish this policy unless it has been.")
  Path policy;

  @Option(
      names = "--retroactive",
      description = "Let that policy version judge what has already happened.")
  boolean retroactive;

  @Option(
      names = "--with-flink-rest",
      paramLabel = "URL",
      description = "Where the Flink cluster answers: /readyz then asks it for the jobs.")
  String flinkRest;

  @Override
  public Integer call() throws InterruptedException {
    ProcessLog.toConsole();
    Optional<String> chosen = Optional.ofNullable(policy).map(Inputs::policy);
    NodeSettings settings = settings();
    boolean local = AccessSettings.from(settings.config()).letsLocalIn(settings.httpHost());
    Connections connections = connect(settings, chosen);
    Node node = start(settings, connections);
    CountDownLatch end = new CountDownLatch(1);
    StopOnSignal stop =
        StopOnSignal.install(
            end,
            () -> {
              node.close();
              connections.close();
            });
    System.out.println("Console and API: http://" + settings.httpHost() + ":" + node.httpPort());
    if (local) {
      System.out.println(
          "No access file: whoever sits at this machine may do everything. --access FILE asks for"
              + " tokens.");
    }
    end.await();
    stop.stopNow();
    return 0;
  }

  private NodeSettings settings() {
    Map<String, Object> overrides = new HashMap<>();
    if (port != null) {
      overrides.put("breakwater.http.port", port);
    }
    if (access != null) {
      overrides.put("breakwater.access.file", Inputs.existing(access).toString());
    }
    if (flinkRest != null) {
      overrides.put("breakwater.flink.rest-url", flinkRest);
    }
    return config == null
        ? NodeSettings.of(overrides)
        : NodeSettings.of(Inputs.existing(config), overrides);
  }

  private Connections connect(NodeSettings settings, Optional<String> chosen) {
    Connections connections = new Connections(settings, Clock.systemUTC());
    try {
      chosen.ifPresent(yaml -> connections.publishPolicy(yaml, retroactive));
      if (connections.policies().versions().isEmpty()) {
        throw new IllegalStateException(
            "no policy has been published on topic "
                + settings.kafka().topics().policy()
                + ": start once with --policy FILE");
      }
      return connections;
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static Node start(NodeSettings settings, Connections connections) {
    try {
      return Node.start(settings, connections, List.of(), () -> "", settings::flinkRest);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }
}
