package io.breakwater.flink.correlation;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.scoring.correlation.Announcement;

/**
 * A record on its way to those that are related to it.
 *
 * @param group the rule and key of the incident that is, or may be, the parent
 * @param at event time in milliseconds at which it was said
 * @param event the record
 * @param child true if the record asks for its parent; false if its incident may be one
 */
public record Kin(String group, long at, IncidentEvent event, boolean child) {

  static Kin child(Announcement said, long at) {
    GroupKey group = new GroupKey(said.parentRule(), said.parentKey());
    return new Kin(group.text(), at, said.event(), true);
  }

  static Kin parent(IncidentEvent event, long at) {
    return new Kin(new GroupKey(event.rule(), event.key()).text(), at, event, false);
  }
}
