package io.breakwater.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void rolesAreReadByTheirLabelsInAnyCase() {
    assertThat(Role.parse(List.of(" Intake ", "http", "http")))
        .containsExactlyInAnyOrder(Role.INTAKE, Role.HTTP);
    assertThat(Role.parse(List.of("intake", "routing", "sla", "audit", "ingest", "http")))
        .isEqualTo(Role.ALL);
  }

  @Test
  void whatIsNoRoleIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> Role.parse(List.of("http", "desk")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "breakwater.roles has no role \"desk\"; name one or more of intake, routing, sla,"
                + " audit, ingest, http");
    assertThatThrownBy(() -> Role.parse(List.of())).hasMessageContaining("is empty");
  }
}
