package io.breakwater.scoring.correlation;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.scoring.Score;
import java.util.List;

/** Writes the records of the incidents of one rule and key. */
final class IncidentWriter {

  private final String rule;
  private final String key;

  IncidentWriter(String rule, String key) {
    this.rule = rule;
    this.key = key;
  }

  /**
   * A record.
   *
   * @param at event time of the change, in microseconds
   * @param mergedInto null unless the change is MERGED
   */
  Announcement write(
      Change change, Session session, RuleVersion version, long at, String mergedInto) {
    Slice members = session.members();
    Slice.Head head = members.head();
    Rule said = version.rule();
    Score score = version.score(members);
    String id =
        session.told() == null
            ? Identity.incidentId(rule, key, head.eventId())
            : session.told().incidentId();
    List<IncidentMember> joined =
        change == Change.MERGED ? List.of() : session.untold().members(Session.UNTOLD);
    IncidentEvent event =
        new IncidentEvent(
            id,
            change,
            rule,
            key,
            head.type(),
            head.severity(),
            members.members().members(Slice.LISTED),
            joined,
            (int) Math.min(Integer.MAX_VALUE, members.count()),
            Micros.instant(members.firstAt()),
            Micros.instant(members.lastAt()),
            version.facts(members).top(),
            score.score(),
            score.priority(),
            score.contributions(),
            mergedInto,
            null,
            said.suppressMembers(),
            version.policyVersion(),
            head.traceId(),
            Micros.instant(at));
    String parentKey = said.parent() == null ? null : head.parentKey();
    return new Announcement(event, version.isParent(), said.parent(), parentKey);
  }
}
