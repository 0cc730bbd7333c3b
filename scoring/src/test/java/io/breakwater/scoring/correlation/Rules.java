package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import java.util.List;
import java.util.Map;

/** Rules and members for tests. */
final class Rules {
  private Rules() {}

  static final String NAME = "burst";

  /** 2026-03-31T12:00:00Z. */
  static final long NOON = 1_774_958_400L;

  /**
   * A rule with a gap of 10 s, at most 60 s long, that opens with 3 members of which one scores 50,
   * and grows every 20 s.
   *
   * @param more further lines of the rule, or others in the place of these
   */
  static RuleVersion rule(String... more) {
    return RuleVersion.of(policy("1", more), NAME).orElseThrow();
  }

  static Policy policy(String version, String... more) {
    List<String> given = List.of(more);
    StringBuilder lines = new StringBuilder();
    for (String line :
        List.of(
            "session_gap: PT10S",
            "max_duration: PT60S",
            "min_members: 3",
            "open_when: incident.max_score >= 50",
            "grow_every: PT20S",
            "attributes: {host: event.attributes.host}",
            "matching: {high: score >= 80}")) {
      String key = line.substring(0, line.indexOf(':') + 1);
      if (given.stream().noneMatch(m -> m.startsWith(key))) {
        lines.append("      ").append(line).append('\n');
      }
    }
    given.forEach(line -> lines.append("      ").append(line).append('\n'));
    return PolicyParser.parse(
        """
        policy: test
        version: "%s"
        effective_from: 2026-01-01T00:00:00Z
        scoring:
          base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
          priorities: {P1: 80, P2: 60, P3: 35}
        correlation:
          rules:
            - name: burst
        %srouting: {default_desk: ops}
        desks: {ops: {}}
        """
            .formatted(version, lines));
  }

  /** A member some milliseconds after noon. */
  static Member member(String id, long millis, int score) {
    return member(id, millis, score, "h" + id.charAt(0));
  }

  static Member member(String id, long millis, int score, String host) {
    return new Member(
        NOON * Micros.PER_SECOND + millis * 1_000,
        new IncidentMember("src", id, Identity.hash128(id)),
        "ids.alert",
        Severity.HIGH,
        Identity.hash128("trace", id),
        "test@1",
        null,
        score,
        score >= 80 ? List.of("high") : List.of(),
        Map.of("host", host));
  }

  /** A watermark some milliseconds after noon. */
  static long at(long millis) {
    return NOON * 1_000 + millis;
  }
}
