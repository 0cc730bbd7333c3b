package io.breakwater.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void eachRoleMayDoWhatThoseBeforeItMayAndAProducerOnlyProduces() {
    assertThat(Role.LEAD.includes(Role.OPERATOR)).isTrue();
    assertThat(Role.LEAD.includes(Role.LEAD)).isTrue();
    assertThat(Role.OPERATOR.includes(Role.LEAD)).isFalse();
    assertThat(Role.ADMIN.includes(Role.PRODUCER)).isFalse();
    assertThat(Role.PRODUCER.includes(Role.VIEWER)).isFalse();
    assertThat(Role.PRODUCER.includes(Role.PRODUCER)).isTrue();
  }

  @Test
  void theDesksOfARoleAreThoseOfAllRolesThatIncludeIt() {
    Caller ana =
        new Caller(
            "ana",
            Map.of(
                Role.LEAD, DeskScope.of("payments"),
                Role.OPERATOR, DeskScope.of("triage"),
                Role.VIEWER, DeskScope.ALL),
            false);

    assertThat(ana.desks(Role.LEAD)).contains(DeskScope.of("payments"));
    assertThat(ana.desks(Role.OPERATOR)).contains(DeskScope.of(Set.of("payments", "triage")));
    assertThat(ana.desks(Role.VIEWER)).contains(DeskScope.ALL);
    assertThat(ana.desks(Role.ADMIN)).isEmpty();
    assertThat(ana.desks(Role.PRODUCER)).isEmpty();
    assertThat(ana.rights())
        .isEqualTo("viewer of every desk; operator of triage; lead of payments");
  }

  @Test
  void aScopeWithoutDesksCannotBeMistakenForAllOfThem() {
    assertThatThrownBy(() -> DeskScope.of(Set.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeskScope(true, Set.of("payments")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(DeskScope.of("payments").has("triage")).isFalse();
    assertThat(DeskScope.ALL.has("triage")).isTrue();
  }
}
