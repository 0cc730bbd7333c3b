package io.breakwater.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a broker that is alone in its cluster and shares its JVM with others. */
final class BrokerConfig {
  private BrokerConfig() {}

  static Properties properties(int nodeId, Path dataDir, int brokerPort, int controllerPort) {
    String controller = LoopbackPorts.HOST + ":" + controllerPort;
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(nodeId));
    p.setProperty("log.dirs", dataDir.toString());
    p.setProperty(
        "listeners",
        "PLAINTEXT://" + LoopbackPorts.HOST + ":" + brokerPort + ",CONTROLLER://" + controller);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", nodeId + "@" + controller);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");

    // A misspelt topic must fail, not come into being.
    p.setProperty("auto.create.topics.enable", "false");

    // There is one broker, so one replica.
    p.setProperty("default.replication.factor", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");

    // Fifty partitions for a handful of groups cost only files and start-up time.
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.num.partitions", "4");
    p.setProperty("group.initial.rebalance.delay.ms", "0");

    // The default takes 128 MiB of heap to compact a few small topics.
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    return p;
  }
}
