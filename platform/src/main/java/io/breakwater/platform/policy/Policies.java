package io.breakwater.platform.policy;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyError;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.kafka.Kafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The versions of the policy: listing, checking, publishing. */
public final class Policies {

  /** One version as lists show it. */
  public record Version(
      String id, String name, String version, Instant effectiveFrom, boolean inForce) {}

  /**
   * What a check found; {@code errors} is empty when the policy is valid.
   *
   * @param warnings what is allowed but hardly meant; empty when the policy is not valid
   */
  public record CheckResult(
      boolean valid, String id, List<PolicyError> errors, List<PolicyError> warnings) {}

  private final Kafka kafka;
  private final Supplier<PolicyTimeline> known;
  private final Clock clock;

  public Policies(Kafka kafka, Supplier<PolicyTimeline> known, Clock clock) {
    this.kafka = kafka;
    this.known = known;
    this.clock = clock;
  }

  /** Every version, oldest first. */
  public List<Version> list() {
    PolicyTimeline timeline = known.get();
    if (timeline.versions().isEmpty()) {
      return List.of();
    }
    Policy now = timeline.inForceAt(clock.instant());
    return timeline.versions().stream()
        .map(p -> new Version(p.id(), p.name(), p.version(), p.effectiveFrom(), p.equals(now)))
        .toList();
  }

  /** A version's YAML as it was published. */
  public Optional<String> source(String id) {
    return known.get().byId(id).map(Policy::yaml);
  }

  /** Checks a policy without any effect. */
  public static CheckResult check(String yaml) {
    try {
      PolicyParser.Checked checked = PolicyParser.check(yaml);
      return new CheckResult(true, checked.policy().id(), List.of(), checked.warnings());
    } catch (PolicyException e) {
      return new CheckResult(false, null, e.errors(), List.of());
    }
  }

  /**
   * Publishes a version. What is in force stays in force when this one is refused.
   *
   * @param retroactive allows an {@code effective_from} in the past, which changes how late and
   *     replayed events are judged
   * @return fails with a {@link io.breakwater.platform.http.ProblemException} when refused
   */
  public CompletionStage<Version> publish(String yaml, boolean retroactive) {
    Policy policy = parse(yaml);
    PolicyTimeline timeline = known.get();
    Optional<Policy> same = timeline.byId(policy.id());
    if (same.isPresent() && !same.get().yaml().equals(yaml)) {
      throw Problem.conflict(
              "Policy "
                  + policy.id()
                  + " was published before with other content, and a version never changes. Give"
                  + " it a new version.")
          .asException();
    }
    boolean first = timeline.versions().isEmpty();
    if (!first
        && same.isEmpty()
        && !retroactive
        && policy.effectiveFrom().isBefore(clock.instant())) {
      throw Problem.conflict(
              "effective_from is "
                  + policy.effectiveFrom()
                  + ", which is in the past: late and replayed events would be judged anew. Set a"
                  + " later instant, or say that it is retroactive (retroactive=true, or --retroactive on"
                  + " the command line).")
          .asException();
    }
    Version version =
        new Version(
            policy.id(),
            policy.name(),
            policy.version(),
            policy.effectiveFrom(),
            first || !policy.effectiveFrom().isAfter(clock.instant()));
    return kafka
        .publisher()
        .publish(
            kafka.topics().policy(), policy.id(), yaml.getBytes(StandardCharsets.UTF_8), List.of())
        .thenApply(stored -> version);
  }

  private static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml);
    } catch (PolicyException e) {
      throw Problem.of(
              422,
              "policy-refused",
              "Policy refused",
              "The policy has " + e.errors().size() + " fault(s); the one in force stays.")
          .with(
              e.errors().stream()
                  .map(
                      fault ->
                          new Problem.Fault(
                              "line " + fault.line() + ", column " + fault.column(),
                              fault.path(),
                              fault.message() + ". " + fault.remedy()))
                  .toList())
          .asException();
    }
  }
}
