package io.breakwater.sla;

import static io.breakwater.sla.SlaServiceIT.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.SlaEvent.Step;
import io.breakwater.sla.SlaWorld.Monitor;
import io.breakwater.sla.clocks.ClockBook;
import io.breakwater.sla.clocks.Judge;
import io.breakwater.sla.store.OwnershipLost;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.store.Partitions.Claim;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  private static final PolicyTimeline POLICIES =
      PolicyTimeline.EMPTY.with(PolicyParser.parse(SlaWorld.POLICY));

  @TempDir static Path dir;

  private static SlaWorld world;

  @BeforeAll
  static void start() {
    world = SlaWorld.start(dir);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void timersSurviveAndNoStepIsSpokenTwice() {
    WorkRecords item = new WorkRecords("survivor", "test.quick");
    Instant opened;
    try (Monitor first = world.monitor()) {
      eventually(() -> first.service().notReady().isEmpty());
      opened = Instant.now().plusSeconds(8); // past the restart, so that nothing fires before
      world.publish(item.opened(1, opened));
      eventually(() -> steps(item).contains(Step.STARTED));
    }
    assertThat(steps(item)).containsOnly(Step.STARTED);
    try (Monitor second = world.monitor()) {
      eventually(() -> steps(item).stream().filter(Step.BREACHED::equals).count() == 2);
      world.publish(item.opened(1, opened));
      WorkRecords marker = new WorkRecords("marker", "test.slow");
      world.publish(marker.opened(1, opened));
      eventually(() -> !steps(marker).isEmpty() && second.service().notReady().isEmpty());
    }
    assertThat(world.slaEvents(item.workItemId()))
        .extracting(SlaEvent::id)
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertThat(world.slaEvents(item.workItemId())).allMatch(SlaEvent::live);
  }

  @Test
  void whatWasCommittedButNotPublishedIsPublishedByTheNextOwner() throws Exception {
    WorkRecords item = new WorkRecords("unpublished", "test.slow");
    Claim claim = Partitions.claim(world.db(), 0);
    ClockBook book = new ClockBook(world.db(), SlaWorld.TOPICS);
    book.take(claim, item.decoded(claim.next(), item.opened(1, Instant.now())), 1, judge());
    assertThat(steps(item)).isEmpty();
    try (Monitor monitor = world.monitor()) {
      eventually(() -> steps(item).contains(Step.STARTED));
      assertThat(monitor.service().name()).isEqualTo("sla-monitor");
    }
  }

  @Test
  void anOwnerThatLostItsPartitionChangesNothing() throws Exception {
    WorkRecords item = new WorkRecords("fenced", "test.slow");
    ClockBook book = new ClockBook(world.db(), SlaWorld.TOPICS);
    Claim lost = Partitions.claim(world.db(), 1);
    Claim held = Partitions.claim(world.db(), 1);
    assertThatThrownBy(
            () ->
                book.take(
                    lost, item.decoded(lost.next(), item.opened(1, Instant.now())), 1, judge()))
        .isInstanceOf(OwnershipLost.class)
        .hasMessageContaining("another owner");
    assertThat(book.ring(held, List.of(item.workItemId()), 1, judge()).changed()).isEmpty();
    assertThat(
            book.take(held, item.decoded(held.next(), item.opened(1, Instant.now())), 1, judge())
                .events())
        .extracting(SlaEvent::step)
        .containsExactly(Step.STARTED);
  }

  private static Judge judge() {
    Instant now = Instant.now();
    return new Judge(POLICIES, now, now);
  }

  private static List<Step> steps(WorkRecords item) {
    return world.slaEvents(item.workItemId()).stream().map(SlaEvent::step).toList();
  }
}
