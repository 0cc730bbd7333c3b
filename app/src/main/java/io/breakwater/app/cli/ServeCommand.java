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
import java.util.concurrent.atomic.AtomicBoolean;
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

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "What this node does: intake,routing,sla,audit,ingest,http. Default: all.")
  List<String> roles;

  @Option(
      names = "--seed-node",
      split = ",",
      paramLabel = "HOST:PORT",
      description = {
        "A node of the cluster to join; several may be named, on every node in the same order.",
        "The first of them forms the cluster. Without any, this process is alone."
      })
  List<String> seedNodes;

  @Option(
      names = "--cluster-host",
      paramLabel = "HOST",
      description = "Where the other nodes reach this one. Default: 127.0.0.1.")
  String clusterHost;

  @Option(names = "--cluster-port", paramLabel = "PORT", description = "And on which port.")
  Integer clusterPort;

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
    AtomicBoolean byItself = new AtomicBoolean();
    node.whenEnded()
        .thenRun(
            () -> {
              byItself.set(end.getCount() > 0);
              end.countDown();
            });
    System.out.println("Console and API: http://" + settings.httpHost() + ":" + node.httpPort());
    if (local) {
      System.out.println(
          "No access file: whoever sits at this machine may do everything. --access FILE asks for"
              + " tokens.");
    }
    end.await();
    if (byItself.get()) {
      System.err.println(
          "This node was put out of its cluster: the others could not reach it. Start it again.");
    }
    stop.stopNow();
    return byItself.get() ? 1 : 0;
  }

  private NodeSettings settings() {
    Map<String, Object> overrides = new HashMap<>();
    put(overrides, "breakwater.http.port", port);
    put(overrides, "breakwater.flink.rest-url", flinkRest);
    put(overrides, "breakwater.roles", roles);
    put(overrides, "breakwater.cluster.seed-nodes", seedNodes);
    put(overrides, "akka.remote.artery.canonical.hostname", clusterHost);
    put(overrides, "akka.remote.artery.canonical.port", clusterPort);
    if (access != null) {
      overrides.put("breakwater.access.file", Inputs.existing(access).toString());
    }
    return config == null
        ? NodeSettings.of(overrides)
        : NodeSettings.of(Inputs.existing(config), overrides);
  }

  private static void put(Map<String, Object> overrides, String key, Object value) {
    if (value != null) {
      overrides.put(key, value);
    }
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
