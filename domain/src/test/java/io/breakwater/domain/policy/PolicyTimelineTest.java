package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.quiet.QuietPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PolicyTimelineTest {

  private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant DAY_5 = Instant.parse("2026-01-05T00:00:00Z");

  @Test
  void withoutAVersionNothingMayBeJudged() {
    assertThatThrownBy(() -> PolicyTimeline.EMPTY.inForceAt(DAY_1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no policy");
  }

  @Test
  void theFirstVersionIsInForceFromTheBeginningOfTime() {
    PolicyTimeline timeline = PolicyTimeline.EMPTY.with(policy("1", DAY_5));

    assertThat(timeline.inForceAt(Instant.EPOCH).version()).isEqualTo("1");
    assertThat(timeline.inForceAt(DAY_5).version()).isEqualTo("1");
  }

  @Test
  void aVersionIsInForceFromItsInstantOnEvenIfItIsPublishedLate() {
    PolicyTimeline timeline =
        PolicyTimeline.EMPTY.with(policy("2", DAY_5)).with(policy("1", DAY_1));

    assertThat(timeline.inForceAt(DAY_5.minusNanos(1)).version()).isEqualTo("1");
    assertThat(timeline.inForceAt(DAY_5).version()).isEqualTo("2");
    assertThat(timeline.versions()).extracting(Policy::version).containsExactly("1", "2");
  }

  @Test
  void ofTwoWithTheSameInstantTheLaterAddedWins() {
    PolicyTimeline timeline =
        PolicyTimeline.EMPTY
            .with(policy("1", DAY_1))
            .with(policy("2", DAY_5))
            .with(policy("3", DAY_5));

    assertThat(timeline.inForceAt(DAY_5).version()).isEqualTo("3");
    assertThat(timeline.byId("p@2")).isPresent();
  }

  @Test
  void theSameVersionAgainReplacesIt() {
    PolicyTimeline timeline =
        PolicyTimeline.EMPTY.with(policy("1", DAY_1)).with(policy("1", DAY_5));

    assertThat(timeline.versions()).extracting(Policy::effectiveFrom).containsExactly(DAY_5);
  }

  @Property
  void atDistinctInstantsTheOrderOfPublishingDoesNotMatter(
      @ForAll @Size(min = 1, max = 8) Set<Integer> hours, @ForAll int asked, @ForAll long seed) {
    List<Policy> versions = new ArrayList<>();
    hours.forEach(h -> versions.add(policy("v" + h, Instant.ofEpochSecond(h * 3600L))));
    PolicyTimeline inOrder = timeline(versions);
    Collections.shuffle(versions, new Random(seed));
    Instant at = Instant.ofEpochSecond(asked * 3600L);

    assertThat(timeline(versions).inForceAt(at).id()).isEqualTo(inOrder.inForceAt(at).id());
    assertThat(timeline(versions).versions()).hasSameSizeAs(hours);
  }

  private static PolicyTimeline timeline(List<Policy> versions) {
    PolicyTimeline timeline = PolicyTimeline.EMPTY;
    for (Policy version : versions) {
      timeline = timeline.with(version);
    }
    return timeline;
  }

  private static Policy policy(String version, Instant effectiveFrom) {
    return new Policy(
        "p",
        version,
        effectiveFrom,
        Set.of(),
        null,
        null,
        CorrelationPolicy.NONE,
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        null,
        QuietPolicy.NONE,
        ApprovalPolicy.NONE,
        "");
  }
}
