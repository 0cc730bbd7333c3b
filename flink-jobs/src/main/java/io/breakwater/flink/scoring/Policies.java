package io.breakwater.flink.scoring;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.time.Instant;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies one subtask has read, compiled. */
final class Policies {
  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  private final TreeMap<Long, Policy> byOffset = new TreeMap<>();
  private PolicyTimeline timeline = PolicyTimeline.EMPTY;

  /**
   * Adds a version, in any order; one that is known already is not compiled again. One that is not
   * valid is logged; the others stay.
   */
  void add(long offset, String yaml) {
    if (byOffset.containsKey(offset)) {
      return;
    }
    try {
      byOffset.put(offset, PolicyParser.parse(yaml));
    } catch (PolicyException e) {
      LOG.error("The policy at offset {} is not valid and is left out: {}", offset, e.getMessage());
      return;
    }
    PolicyTimeline next = PolicyTimeline.EMPTY;
    for (Policy policy : byOffset.values()) {
      next = next.with(policy);
    }
    timeline = next;
  }

  /** True once there is a valid version. */
  boolean ready() {
    return !byOffset.isEmpty();
  }

  Policy inForceAt(Instant instant) {
    return timeline.inForceAt(instant);
  }
}
