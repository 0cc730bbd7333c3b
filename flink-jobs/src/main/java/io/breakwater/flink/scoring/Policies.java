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

  private final long end;
  private final TreeMap<Long, Policy> byOffset = new TreeMap<>();
  private PolicyTimeline timeline = PolicyTimeline.EMPTY;
  private long position = -1;

  /**
   * No policies yet.
   *
   * @param end the offset of the last policy that was there at start, or -1
   */
  Policies(long end) {
    this.end = end;
  }

  /** Adds a version, in any order. One that is not valid is logged; the others stay. */
  void add(long offset, String yaml) {
    position = Math.max(position, offset);
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

  /** True once all that was there at start has been read, and at least one version is valid. */
  boolean ready() {
    return position >= end && !byOffset.isEmpty();
  }

  Policy inForceAt(Instant instant) {
    return timeline.inForceAt(instant);
  }
}
