package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who hears what.
 *
 * @param quietAfter a step whose time passed longer ago than this is recorded, not sent
 */
public record NotificationPolicy(
    Duration quietAfter, Map<String, Channel> channels, List<Rule> rules) {

  /**
   * A way out.
   *
   * @param type {@code live} (SSE) or {@code webhook}
   * @param settings the channel's own settings, e.g. {@code url}
   */
  public record Channel(String name, String type, Map<String, String> settings) {}

  /** The happenings a rule can name in {@code on}. */
  public enum Occasion {
    OPENED,
    ASSIGNED,
    ACKNOWLEDGED,
    RESOLVED,
    REOPENED,
    AT_RISK,
    BREACHED
  }

  /** One rule: on these occasions, if {@code when} holds, tell these channels. */
  public record Rule(String name, Set<Occasion> on, Condition when, List<String> channels) {}
}
