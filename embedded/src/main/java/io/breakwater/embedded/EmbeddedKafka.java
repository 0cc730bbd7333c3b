package io.breakwater.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker and its KRaft controller in this JVM, reachable by outside clients on the
 * loopback interface. Starting again on the same directory, also after {@code kill -9}, serves the
 * same records. Topics are never created by accident: a client that names an unknown one is
 * refused.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final int ATTEMPTS_WITH_FREE_PORTS = 5;
  private static final long ADMIN_TIMEOUT_SECONDS = 30;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Formats the directory if it is new, then starts the broker and returns when it serves.
   *
   * @param dataDir holds the log and the cluster's metadata; made if absent
   * @param port the loopback port for clients; 0 takes a free one
   * @throws IllegalStateException with one sentence, when the port is taken or the directory cannot
   *     be used
   */
  public static EmbeddedKafka start(Path dataDir, int port) {
    format(dataDir);
    if (port != 0) {
      LoopbackPorts.requireFree(port, "Kafka");
    }
    for (int attempt = 1; ; attempt++) {
      int brokerPort = port == 0 ? LoopbackPorts.free() : port;
      try {
        return new EmbeddedKafka(boot(dataDir, brokerPort, LoopbackPorts.free()), brokerPort);
      } catch (KafkaException e) {
        // A free port can be taken by another process before the broker binds it.
        if (attempt == ATTEMPTS_WITH_FREE_PORTS || !isBindFailure(e)) {
          throw new IllegalStateException(
              "Kafka did not start on " + dataDir + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** What clients give as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + port;
  }

  /** The loopback port for clients. */
  public int port() {
    return port;
  }

  /**
   * Creates the topics that do not exist yet; those that do are left as they are.
   *
   * @throws IllegalStateException when the broker refuses one
   */
  public void createTopics(Collection<NewTopic> topics) {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      CreateTopicsResult created = admin.createTopics(topics);
      for (NewTopic topic : topics) {
        awaitCreated(created, topic.name());
      }
    }
  }

  /**
   * Creates topics of {@code partitions} partitions each; see {@link #createTopics(Collection)}.
   */
  public void createTopics(int partitions, String... names) {
    createTopics(
        List.of(names).stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList());
  }

  /** Stops the broker after it has written everything; returns when it is down. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void awaitCreated(CreateTopicsResult created, String topic) {
    try {
      created.values().get(topic).get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "topic " + topic + " was not created: " + e.getCause().getMessage(), e.getCause());
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("topic " + topic + " was not created in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + topic, e);
    }
  }

  private static void format(Path dataDir) {
    try {
      Files.createDirectories(dataDir);
      if (Files.exists(dataDir.resolve("meta.properties"))) {
        return;
      }
      new Formatter()
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(dataDir.toString())
          .addDirectory(dataDir.toString())
          .setIgnoreFormatted(true)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the directory " + dataDir + " cannot be used for Kafka: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the directory " + dataDir + " could not be formatted for Kafka: " + e.getMessage(), e);
    }
  }

  private static KafkaRaftServer boot(Path dataDir, int brokerPort, int controllerPort) {
    Properties properties = BrokerConfig.properties(NODE_ID, dataDir, brokerPort, controllerPort);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static boolean isBindFailure(KafkaException e) {
    return String.valueOf(e.getMessage()).contains("failed to bind");
  }
}
