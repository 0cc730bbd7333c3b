package io.breakwater.routing.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OnTheWayTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final OnTheWay onTheWay = new OnTheWay();

  @Test
  void workCountsUntilTheTablesHaveCountedIt() {
    onTheWay.add("a", "payments", 4, NOON);
    onTheWay.add("b", "payments", 1, NOON);
    onTheWay.add("c", "triage", 2, NOON);
    onTheWay.add("a", "payments", 4, NOON); // the same again

    assertThat(onTheWay.load("payments")).isEqualTo(5);
    assertThat(onTheWay.load("nobody")).isZero();

    onTheWay.arrived("a");
    OnTheWay.Mark mark = onTheWay.mark(NOON.plusSeconds(1));
    onTheWay.arrived("b"); // too late for this reading
    assertThat(onTheWay.load("payments")).isEqualTo(5);
    onTheWay.forget(mark);

    assertThat(onTheWay.load("payments")).isEqualTo(1);
    onTheWay.forget(onTheWay.mark(NOON.plusSeconds(2)));
    assertThat(onTheWay.load("payments")).isZero();
    assertThat(onTheWay.load("triage")).isEqualTo(2);
  }

  @Test
  void whatNeverArrivesIsForgotten() {
    onTheWay.add("a", "payments", 1, NOON);

    onTheWay.forget(onTheWay.mark(NOON.plusSeconds(5)));
    assertThat(onTheWay.load("payments")).isEqualTo(1);
    onTheWay.forget(onTheWay.mark(NOON.plusSeconds(6)));
    assertThat(onTheWay.load("payments")).isZero();
  }

  @Test
  void newsOfWorkThatWasNotRoutedHereChangesNothing() {
    onTheWay.arrived("elsewhere");
    onTheWay.forget(onTheWay.mark(NOON));

    assertThat(onTheWay.load("payments")).isZero();
  }
}
