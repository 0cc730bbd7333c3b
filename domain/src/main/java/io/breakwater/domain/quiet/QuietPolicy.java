package io.breakwater.domain.quiet;

import io.breakwater.domain.rule.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the policy says of quiet.
 *
 * @param longestSilence from its start to its end
 */
public record QuietPolicy(
    Duration longestSilence, List<QuietRule> maintenance, List<InhibitRule> inhibit) {

  /** Unless the policy says otherwise. */
  public static final Duration DEFAULT_LONGEST = Duration.ofDays(30);

  /** No windows, no inhibition. */
  public static final QuietPolicy NONE = new QuietPolicy(DEFAULT_LONGEST, List.of(), List.of());

  public QuietPolicy {
    maintenance = List.copyOf(maintenance);
    inhibit = List.copyOf(inhibit);
  }

  /** Finds an open item that inhibits one, if any does. */
  public interface Sources {
    /** No item inhibits another. */
    Sources NONE = (workItemId, target) -> Optional.empty();

    /**
     * The id of a source of the rule with the same key other than the item itself, and none that is
     * a target too if the item is a source too.
     */
    Optional<String> inhibiting(String workItemId, InhibitRule.Side target);
  }

  /**
   * Why an item is quiet at an instant: by a silence, else by a maintenance window, else because
   * another item inhibits it; empty if it is not.
   *
   * @param silences that may be in force
   */
  public Optional<Quiet> quiet(
      String workItemId, Facts facts, Instant at, List<QuietRule> silences, Sources sources) {
    return first(silences, facts, at)
        .or(() -> first(maintenance, facts, at))
        .or(() -> inhibited(workItemId, facts, sources));
  }

  private static Optional<Quiet> first(List<QuietRule> rules, Facts facts, Instant at) {
    return rules.stream().flatMap(rule -> rule.of(facts, at).stream()).findFirst();
  }

  private Optional<Quiet> inhibited(String workItemId, Facts facts, Sources sources) {
    for (InhibitRule rule : inhibit) {
      Optional<Quiet> quiet =
          rule.asTarget(facts)
              .flatMap(target -> sources.inhibiting(workItemId, target))
              .map(source -> Quiet.inhibited(rule.name(), source));
      if (quiet.isPresent()) {
        return quiet;
      }
    }
    return Optional.empty();
  }
}
