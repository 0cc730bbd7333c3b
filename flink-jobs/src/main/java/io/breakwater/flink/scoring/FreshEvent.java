package io.breakwater.flink.scoring;

import io.breakwater.flink.policy.PolicyVersion;
import java.util.List;

/**
 * An event that was not seen before, on its way to its score.
 *
 * @param eventId the event's {@code eventId()}, which is costly to make
 * @param late whether it came behind the watermark
 * @param policy the offset of the version in force when it occurred
 * @param awaited how many groups of features will answer for it
 * @param versions policies that whoever scores it may not know yet
 */
record FreshEvent(
    String eventId,
    PackedEvent event,
    boolean late,
    long policy,
    int awaited,
    List<PolicyVersion> versions) {

  /** What stands for the event in samples and answers. */
  long bits() {
    return SeenEvents.bits(eventId);
  }

  /** The same for whoever knows the policies now. */
  FreshEvent withoutVersions() {
    return new FreshEvent(eventId, event, late, policy, awaited, List.of());
  }
}
