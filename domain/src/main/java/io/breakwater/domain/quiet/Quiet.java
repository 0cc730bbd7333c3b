package io.breakwater.domain.quiet;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Why a work item pages nobody for the time being.
 *
 * @param by the silence's id, or the name of the maintenance window or of the inhibiting rule
 * @param source the work item that inhibits it; null for the other kinds
 * @param until when it is over; null while that is not known
 * @param owner null for an inhibition
 * @param reason what its author says; null for an inhibition
 */
public record Quiet(
    Kind kind, String by, String source, Instant until, String owner, String reason) {

  /** What keeps it quiet. */
  public enum Kind {
    SILENCE,
    MAINTENANCE,
    INHIBITION
  }

  /** An item is inhibited by another. */
  static Quiet inhibited(String rule, String source) {
    return new Quiet(Kind.INHIBITION, rule, source, null, null, null);
  }

  /**
   * E.g. {@code silence sil_1c0f}, {@code maintenance core-release}, {@code inhibited by 8d1e…}.
   */
  @JsonProperty
  public String why() {
    return switch (kind) {
      case SILENCE -> "silence " + by;
      case MAINTENANCE -> "maintenance " + by;
      case INHIBITION -> "inhibited by " + source;
    };
  }

  /** {@link #why} with the reason, for a notification's record. */
  public String sentence() {
    return reason == null ? why() + " (rule " + by + ")" : why() + ": " + reason;
  }
}
