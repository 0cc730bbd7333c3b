package io.breakwater.app.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.app.membership.ClusterSettings.Seed;
import io.breakwater.app.node.NodeSettings;
import io.breakwater.platform.NodeRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  @Test
  void aProcessIsAloneAndDoesEverythingUnlessItIsTold() {
    NodeSettings settings = NodeSettings.of(Map.of());
    assertThat(settings.cluster())
        .isEqualTo(new ClusterSettings(List.of(), false, 1, Duration.ofSeconds(60)));
    assertThat(settings.cluster().shared()).isFalse();
    assertThat(settings.roles()).isEqualTo(NodeRole.ALL);
    assertThat(settings.drain()).isZero();
    assertThat(settings.config().getStringList("akka.cluster.roles"))
        .containsExactly("audit", "http", "ingest", "intake", "routing", "sla");
  }

  @Test
  void everyKeyIsReadAsAListOrAsTheEnvironmentHasIt() {
    NodeSettings settings =
        NodeSettings.of(
            Map.of(
                "breakwater.roles", "routing,sla",
                "breakwater.cluster.seed-nodes", "a:7000, 10.0.0.2:7001",
                "breakwater.cluster.size", 3,
                "breakwater.cluster.join-timeout", "5 s",
                "breakwater.http.drain", "10 s",
                "akka.remote.artery.canonical.port", 7000));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(
                List.of(new Seed("a", 7000), new Seed("10.0.0.2", 7001)),
                false,
                3,
                Duration.ofSeconds(5)));
    assertThat(settings.roles()).containsExactlyInAnyOrder(NodeRole.ROUTING, NodeRole.SLA);
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.config().getStringList("akka.cluster.roles"))
        .containsExactly("routing", "sla");
    assertThat(
            NodeSettings.of(
                    Map.of(
                        "breakwater.cluster.seed-nodes",
                        List.of("a:7000"),
                        "akka.remote.artery.canonical.port",
                        7000))
                .cluster()
                .seedNodes())
        .containsExactly(new Seed("a", 7000));
    assertThat(NodeSettings.of(Map.of("breakwater.cluster.discovery", "kubernetes")).cluster())
        .matches(ClusterSettings::kubernetes)
        .matches(ClusterSettings::shared);
  }

  @Test
  void whatCannotBeIsRefusedWithASentence() {
    refused(Map.of("breakwater.cluster.seed-nodes", "a"), "name each as HOST:PORT");
    refused(Map.of("breakwater.cluster.seed-nodes", "a:7000"), "--cluster-port");
    refused(Map.of("breakwater.cluster.discovery", "dns"), "\"kubernetes\"");
    refused(Map.of("breakwater.cluster.size", 0), "it must be at least 1");
    refused(Map.of("breakwater.cluster.join-timeout", "0 s"), "join-timeout");
    refused(
        Map.of(
            "breakwater.cluster.discovery", "kubernetes",
            "breakwater.cluster.seed-nodes", "a:7000",
            "akka.remote.artery.canonical.port", 7000),
        "choose one of them");
  }

  private static void refused(Map<String, ?> overrides, String sentence) {
    assertThatThrownBy(() -> NodeSettings.of(overrides))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
