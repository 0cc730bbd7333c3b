package io.breakwater.app.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Section {@code breakwater.cluster}. Without seed nodes and discovery a process is a cluster of
 * its own.
 *
 * @param seedNodes as HOST:PORT; a node asks them to be let in. The first of them forms the cluster
 *     if no other answers
 * @param kubernetes whether nodes find each other by the Kubernetes API instead
 * @param size how many nodes there should be
 * @param joinTimeout how long to try to become a member
 */
public record ClusterSettings(
    List<Seed> seedNodes, boolean kubernetes, int size, Duration joinTimeout) {

  /** Where a node's remoting listens. */
  public record Seed(String host, int port) {
    static Seed parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon > 0 && port > 0 && port <= 65_535) {
          return new Seed(text.substring(0, colon), port);
        }
      } catch (NumberFormatException e) {
        // the sentence below says it
      }
      throw new IllegalArgumentException(
          "breakwater.cluster.seed-nodes has \"%s\"; name each as HOST:PORT".formatted(text));
    }
  }

  public ClusterSettings {
    if (kubernetes && !seedNodes.isEmpty()) {
      throw new IllegalArgumentException(
          "breakwater.cluster has seed-nodes and discovery; choose one of them");
    }
    if (size < 1) {
      throw new IllegalArgumentException(
          "breakwater.cluster.size is " + size + "; it must be at least 1");
    }
    if (joinTimeout.isNegative() || joinTimeout.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.cluster.join-timeout is " + joinTimeout + "; it must be longer than nothing");
    }
  }

  /** Reads the section. */
  public static ClusterSettings from(Config config) {
    Config c = config.getConfig("breakwater.cluster");
    List<Seed> seeds = texts(c, "seed-nodes").stream().map(Seed::parse).toList();
    if (!seeds.isEmpty() && config.getInt("akka.remote.artery.canonical.port") == 0) {
      throw new IllegalArgumentException(
          "with seed nodes the others must know where this one listens: give it a port of its own"
              + " (--cluster-port, BREAKWATER_AKKA_PORT)");
    }
    return new ClusterSettings(
        seeds,
        kubernetes(c.getString("discovery")),
        c.getInt("size"),
        c.getDuration("join-timeout"));
  }

  /** Whether other nodes may be in it. */
  public boolean shared() {
    return kubernetes || !seedNodes.isEmpty();
  }

  /** A list, or one text with commas, as the environment has it. */
  public static List<String> texts(Config config, String path) {
    Stream<String> texts =
        config.getValue(path).valueType() == ConfigValueType.LIST
            ? config.getStringList(path).stream()
            : Arrays.stream(config.getString(path).split(","));
    return texts.map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  private static boolean kubernetes(String discovery) {
    return switch (discovery) {
      case "" -> false;
      case "kubernetes" -> true;
      default ->
          throw new IllegalArgumentException(
              "breakwater.cluster.discovery is \""
                  + discovery
                  + "\"; it is empty or \"kubernetes\"");
    };
  }
}
