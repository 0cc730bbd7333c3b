package io.breakwater.platform.policy;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import java.util.regex.Pattern;

/** Names of versions that are published again. */
final class Rollbacks {
  private Rollbacks() {}

  private static final Pattern EARLIER = Pattern.compile("-rollback\\.[0-9]+$");
  private static final int LONGEST = 64;

  /** The version's name with the next free number: {@code 2026.1-rollback.2}. */
  static String name(Policy policy, PolicyTimeline timeline) {
    String base = EARLIER.matcher(policy.version()).replaceFirst("");
    for (int number = 1; ; number++) {
      String suffix = "-rollback." + number;
      String name = base.substring(0, Math.min(base.length(), LONGEST - suffix.length())) + suffix;
      if (timeline.byId(policy.name() + "@" + name).isEmpty()) {
        return name;
      }
    }
  }
}
