package io.breakwater.domain.quiet;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.rule.TextExpression;
import java.util.List;
import java.util.Optional;

/**
 * While an open item matches {@code source}, items that match {@code target} and have the same
 * {@code equal} texts are quiet. No item inhibits itself, and two that match both sides do not
 * inhibit each other.
 *
 * @param equal empty if any source inhibits any target
 */
public record InhibitRule(
    String name, Condition source, Condition target, List<TextExpression> equal) {

  public InhibitRule {
    equal = List.copyOf(equal);
  }

  /**
   * An item on one side of the rule.
   *
   * @param rule the rule's name
   * @param key of the {@code equal} texts
   * @param alsoOther true if it is on the other side too
   */
  public record Side(String rule, String key, boolean alsoOther) {}

  /** The item as a source of this rule; empty if it is none, or lacks one of the texts. */
  public Optional<Side> asSource(Facts facts) {
    return side(source, target, facts);
  }

  /** The item as a target of this rule; empty if it is none, or lacks one of the texts. */
  public Optional<Side> asTarget(Facts facts) {
    return side(target, source, facts);
  }

  private Optional<Side> side(Condition own, Condition other, Facts facts) {
    if (!QuietRule.matches(own, facts)) {
      return Optional.empty();
    }
    try {
      String key =
          Identity.hash128(equal.stream().map(text -> text.text(facts)).toArray(String[]::new));
      return Optional.of(new Side(name, key, QuietRule.matches(other, facts)));
    } catch (RuleFailure e) {
      return Optional.empty();
    }
  }

  /** What decides which items are sources: rules that say the same have the same sources. */
  public String definition() {
    return Identity.hash128(
        name,
        source.expression(),
        target.expression(),
        String.join("\n", equal.stream().map(TextExpression::expression).toList()));
  }
}
