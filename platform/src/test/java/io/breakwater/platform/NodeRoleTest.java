package io.breakwater.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRoleTest {

  @Test
  void rolesAreReadByTheirLabelsInAnyCase() {
    assertThat(NodeRole.parse(List.of(" Intake ", "http", "http")))
        .containsExactlyInAnyOrder(NodeRole.INTAKE, NodeRole.HTTP);
    assertThat(NodeRole.parse(List.of("intake", "routing", "sla", "audit", "ingest", "http")))
        .isEqualTo(NodeRole.ALL);
  }

  @Test
  void whatIsNoRoleIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> NodeRole.parse(List.of("http", "desk")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "breakwater.roles has no role \"desk\"; name one or more of intake, routing, sla,"
                + " audit, ingest, http");
    assertThatThrownBy(() -> NodeRole.parse(List.of())).hasMessageContaining("is empty");
  }
}
