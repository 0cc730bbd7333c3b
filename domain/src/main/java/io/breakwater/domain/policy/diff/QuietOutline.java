package io.breakwater.domain.policy.diff;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.quiet.InhibitRule;
import io.breakwater.domain.quiet.QuietRule;
import io.breakwater.domain.quiet.QuietTime;
import java.time.Instant;
import java.util.List;

/** Maintenance windows, inhibition and what silences may do. */
final class QuietOutline {
  private QuietOutline() {}

  static void add(Policy policy, List<Thing> things) {
    policy.quiet().maintenance().forEach(window -> things.add(window(window, policy)));
    policy.quiet().inhibit().forEach(rule -> things.add(inhibit(rule)));
    things.add(
        new Thing("silences", "silences", null).says("longest", policy.quiet().longestSilence()));
  }

  private static Thing window(QuietRule window, Policy policy) {
    QuietTime time = window.time();
    return new Thing("maintenance", "maintenance window " + window.by(), null)
        .says("when", window.when())
        .says("during", Hours.nameOf(time.during(), policy))
        .says("recurrence", time.recurrence())
        .says("from", time.from().equals(Instant.MIN) ? null : time.from())
        .says("to", time.to().equals(Instant.MAX) ? null : time.to())
        .says("owner", window.owner())
        .says("reason", window.reason());
  }

  private static Thing inhibit(InhibitRule rule) {
    return new Thing("inhibit", "inhibiting rule " + rule.name(), null)
        .says("source", rule.source())
        .says("target", rule.target())
        .saysAll("equal", rule.equal());
  }
}
