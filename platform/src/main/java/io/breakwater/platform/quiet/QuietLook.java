package io.breakwater.platform.quiet;

import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.quiet.QuietRule;
import io.breakwater.domain.rule.Facts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which work items are quiet at one instant, as one transaction sees it.
 *
 * @param policy of the version in force at that instant
 * @param silences from {@link Silences#rules}
 */
public record QuietLook(Connection db, QuietPolicy policy, List<QuietRule> silences, Instant at) {

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(SQLException cause) {
      super(cause);
    }
  }

  /** Why an item is quiet; empty if it is not. */
  public Optional<Quiet> at(String workItemId, Facts facts) throws SQLException {
    try {
      return policy.quiet(
          workItemId,
          facts,
          at,
          silences,
          (id, target) -> {
            try {
              return SourceTable.inhibiting(db, id, target);
            } catch (SQLException e) {
              throw new Failed(e);
            }
          });
    } catch (Failed e) {
      throw (SQLException) e.getCause();
    }
  }

  /**
   * True while what kept some item quiet goes on, whether or not that item still matches.
   *
   * @param source the inhibiting item; null for the other kinds
   */
  public boolean goesOn(Quiet.Kind kind, String by, String source) throws SQLException {
    return switch (kind) {
      case SILENCE -> covers(silences, by);
      case MAINTENANCE -> covers(policy.maintenance(), by);
      case INHIBITION -> SourceTable.isSource(db, by, source);
    };
  }

  private boolean covers(List<QuietRule> rules, String by) {
    return rules.stream()
        .anyMatch(rule -> rule.by().equals(by) && rule.time().coveredUntil(at).isPresent());
  }
}
