package io.breakwater.flink.policy;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies one subtask has read, compiled. */
public final class Policies {
  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  /** The broadcast state of whatever reads policies: YAML by offset, which keeps the order. */
  public static final MapStateDescriptor<Long, String> STATE =
      new MapStateDescriptor<>("policies", Types.LONG, Types.STRING);

  private final TreeMap<Long, Policy> byOffset = new TreeMap<>();
  private PolicyTimeline timeline = PolicyTimeline.EMPTY;

  /** The versions that came with the job and those that came since. */
  public static Policies restored(
      List<PolicyVersion> atStart, ReadOnlyBroadcastState<Long, String> since) throws Exception {
    Policies policies = new Policies();
    for (PolicyVersion version : atStart) {
      policies.add(version.offset(), version.yaml());
    }
    for (Map.Entry<Long, String> version : since.immutableEntries()) {
      policies.add(version.getKey(), version.getValue());
    }
    return policies;
  }

  /**
   * Adds a version, in any order; one that is known already is not compiled again. One that is not
   * valid is logged; the others stay.
   */
  public void add(long offset, String yaml) {
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

  /** Where the newest valid version stands on the topic; -1 while there is none. */
  public long newestOffset() {
    return byOffset.isEmpty() ? -1 : byOffset.lastKey();
  }

  /** True once there is a valid version. */
  public boolean ready() {
    return !byOffset.isEmpty();
  }

  /** The version with this {@code policy@version}, if it has been read. */
  public Optional<Policy> byId(String id) {
    return timeline.byId(id);
  }

  /** Every version that is valid. */
  public PolicyTimeline timeline() {
    return timeline;
  }

  /** The version in force at an instant; there must be one that is {@link #ready()}. */
  public Policy inForceAt(Instant instant) {
    return timeline.inForceAt(instant);
  }

  /** Where a version that is known stands on the topic. */
  public long offsetOf(Policy policy) {
    return byOffset.entrySet().stream()
        .filter(version -> version.getValue() == policy)
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown policy " + policy.id()));
  }

  /** The version that stands there on the topic; it must be known. */
  public Policy at(long offset) {
    Policy policy = byOffset.get(offset);
    if (policy == null) {
      throw new IllegalArgumentException("there is no valid policy at offset " + offset);
    }
    return policy;
  }
}
