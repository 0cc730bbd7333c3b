package io.breakwater.platform.policy;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyError;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyText;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.kafka.Kafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The versions of the policy: listing, checking, publishing. */
public final class Policies {

  /**
   * One version as lists show it.
   *
   * @param publication null if this process does not know it yet
   */
  public record Version(
      String id,
      String name,
      String version,
      Instant effectiveFrom,
      boolean inForce,
      Publication publication) {}

  /**
   * How a version is published.
   *
   * @param by who publishes it; null if nobody says
   * @param comment why; null if nobody says
   * @param effectiveFrom instead of what the policy says; null to keep that
   * @param retroactive allows an {@code effective_from} in the past, which changes how late and
   *     replayed events are judged
   */
  public record Publishing(String by, String comment, Instant effectiveFrom, boolean retroactive) {}

  private static final int LONGEST_BY = 128;
  private static final int LONGEST_COMMENT = 1_000;

  /**
   * What a check found; {@code errors} is empty when the policy is valid.
   *
   * @param warnings what is allowed but hardly meant; empty when the policy is not valid
   */
  public record CheckResult(
      boolean valid, String id, List<PolicyError> errors, List<PolicyError> warnings) {}

  /** Until a rollback is in force: time for the record to be read everywhere. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Kafka kafka;
  private final PolicyFeed known;
  private final Clock clock;

  public Policies(Kafka kafka, PolicyFeed known, Clock clock) {
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
    return timeline.versions().stream().map(p -> version(p, p.equals(now))).toList();
  }

  private Version version(Policy policy, boolean inForce) {
    return new Version(
        policy.id(),
        policy.name(),
        policy.version(),
        policy.effectiveFrom(),
        inForce,
        known.publication(policy.id()).orElse(null));
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
   * @return fails with a {@link io.breakwater.platform.http.ProblemException} when refused
   */
  public CompletionStage<Version> publish(String source, Publishing how) {
    requireShort("by", how.by(), LONGEST_BY);
    requireShort("comment", how.comment(), LONGEST_COMMENT);
    String yaml =
        how.effectiveFrom() == null
            ? source
            : PolicyText.withEffectiveFrom(source, how.effectiveFrom());
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
        && !how.retroactive()
        && policy.effectiveFrom().isBefore(clock.instant())) {
      throw Problem.conflict(
              "effective_from is "
                  + policy.effectiveFrom()
                  + ", which is in the past: late and replayed events would be judged anew. Set a"
                  + " later instant, or say that it is retroactive (retroactive=true, or --retroactive on"
                  + " the command line).")
          .asException();
    }
    Version version = version(policy, first || !policy.effectiveFrom().isAfter(clock.instant()));
    if (same.isPresent()) {
      return CompletableFuture.completedFuture(version);
    }
    return kafka
        .publisher()
        .publish(
            kafka.topics().policy(),
            policy.id(),
            yaml.getBytes(StandardCharsets.UTF_8),
            Publication.headers(how.by(), how.comment()))
        .thenApply(stored -> version);
  }

  /**
   * Publishes an earlier version anew, under a name of its own, in force in a moment. Versions that
   * come into force later stay as they are.
   *
   * @param to {@code policy@version}; null for the one that was in force before the present one
   * @return fails with a {@link io.breakwater.platform.http.ProblemException} when refused
   */
  public CompletionStage<Version> rollback(String to, String by, String comment) {
    PolicyTimeline timeline = known.get();
    Policy earlier =
        to == null
            ? before(timeline)
            : timeline
                .byId(to)
                .orElseThrow(
                    () -> Problem.notFound("There is no policy \"" + to + "\".").asException());
    Instant soon = clock.instant().plus(SOON).truncatedTo(ChronoUnit.SECONDS);
    return publish(
        PolicyText.withVersion(earlier.yaml(), Rollbacks.name(earlier, timeline)),
        new Publishing(by, comment, soon, false));
  }

  private Policy before(PolicyTimeline timeline) {
    List<Policy> versions = timeline.versions();
    int now = versions.isEmpty() ? 0 : versions.indexOf(timeline.inForceAt(clock.instant()));
    if (now == 0) {
      throw Problem.conflict("No version was in force before the present one.").asException();
    }
    return versions.get(now - 1);
  }

  private static void requireShort(String name, String text, int most) {
    if (text != null && text.length() > most) {
      throw Problem.badRequest(
              "%s has %d characters; keep it to %d at most.".formatted(name, text.length(), most))
          .asException();
    }
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
