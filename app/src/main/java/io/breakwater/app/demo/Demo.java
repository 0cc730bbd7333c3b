package io.breakwater.app.demo;

import io.breakwater.app.client.EventSender;
import io.breakwater.app.node.Connections;
import io.breakwater.app.node.Node;
import io.breakwater.app.node.NodeSettings;
import io.breakwater.app.node.Probe;
import io.breakwater.app.traffic.Bursts;
import io.breakwater.app.traffic.Traffic;
import io.breakwater.app.traffic.TrafficScript;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything in one process, on real servers: Kafka, PostgreSQL, Flink, the actor services. */
public final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  // Closed from the last to the first.
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private EmbeddedKafka kafka;
  private DemoFlink flink;
  private Node node;
  private Traffic traffic;

  private Demo() {}

  /**
   * Starts it all and returns when the HTTP server listens.
   *
   * @throws IllegalStateException with one sentence, when something does not start; nothing stays
   *     behind then
   */
  public static Demo start(DemoSettings settings, Clock clock) {
    Demo demo = new Demo();
    try {
      demo.boot(settings, clock);
      return demo;
    } catch (RuntimeException e) {
      demo.close();
      throw e;
    }
  }

  /** API and console. */
  public URI url() {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + node.httpPort());
  }

  /** Where clients find Kafka. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Flink's web page. */
  public URI flinkUrl() {
    return flink.web();
  }

  /** What is not ready yet; see {@link Node#notReady()}. */
  public List<String> notReady() {
    return node.notReady();
  }

  /**
   * Stops in the reverse order. The Flink jobs take a last savepoint, from which the next start
   * goes on.
   */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The others still have to stop.
        LOG.warn("{} did not stop cleanly: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }

  private void boot(DemoSettings settings, Clock clock) {
    requireFree(settings.httpPort(), "HTTP (--port)");
    requireFree(settings.kafkaPort(), "Kafka (--kafka-port)");
    requireFree(settings.flinkPort(), "Flink's web page (--flink-port)");
    DataDirectory data = closing(DataDirectory.open(settings.dataDir()));

    CompletableFuture<EmbeddedPostgres> postgres =
        CompletableFuture.supplyAsync(
            () -> EmbeddedPostgres.start(data.resolve("postgres"), 0, false));
    NodeSettings nodeSettings;
    try {
      kafka = closing(EmbeddedKafka.start(data.resolve("kafka"), settings.kafkaPort()));
    } finally {
      postgres.handle((server, e) -> server == null ? null : closing(server)).join();
    }
    nodeSettings = nodeSettings(settings, join(postgres));
    Connections connections = closing(new Connections(nodeSettings, clock));
    if (settings.policy().isPresent() || connections.policies().versions().isEmpty()) {
      connections.publishPolicy(
          settings.policy().orElseGet(Demo::bundledPolicy), settings.retroactive());
    }

    CompletableFuture<DemoFlink> job =
        CompletableFuture.supplyAsync(
            () ->
                DemoFlink.start(data.resolve("flink"), settings.flinkPort(), nodeSettings.kafka()));
    try {
      node =
          closing(
              Node.start(
                  nodeSettings,
                  connections,
                  List.of(Probe.of("flink", () -> join(job).notRunning())),
                  () -> join(job).metrics(),
                  () -> Optional.ofNullable(job.getNow(null)).map(DemoFlink::web)));
    } finally {
      job.handle((cluster, e) -> cluster == null ? null : closing(cluster)).join();
    }
    flink = join(job);
    settings.rate().ifPresent(rate -> startTraffic(settings, nodeSettings, rate, clock));
  }

  private static String bundledPolicy() {
    try (InputStream yaml = Demo.class.getResourceAsStream("/demo/policy.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startTraffic(
      DemoSettings settings, NodeSettings nodeSettings, double rate, Clock clock) {
    String run = Long.toString(clock.instant().getEpochSecond(), 36);
    traffic =
        new Traffic(
            new TrafficScript(settings.seed(), run),
            new Bursts(rate),
            new EventSender(bootstrapServers(), nodeSettings.kafka().topics().exceptions()),
            clock);
    started.push(traffic);
    traffic.start();
  }

  private NodeSettings nodeSettings(DemoSettings settings, EmbeddedPostgres postgres) {
    return NodeSettings.of(
        Map.of(
            "breakwater.http.port",
            settings.httpPort(),
            "breakwater.access.local",
            true,
            "breakwater.kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "breakwater.database.jdbc-url",
            postgres.jdbcUrl(),
            "breakwater.database.user",
            EmbeddedPostgres.USER,
            "breakwater.database.password",
            "",
            // More would only make more, smaller batches on the few cores of one machine.
            "breakwater.kafka.partitions",
            2,
            // The same after a restart, so that its partitions come back at once.
            "breakwater.sla.consumer.instance-id",
            "demo"));
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  private static void requireFree(int port, String user) {
    if (port != 0) {
      LoopbackPorts.requireFree(port, user);
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }
}
