package io.breakwater.domain.policy.diff;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.policy.NotificationPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.SlaPolicy;
import io.breakwater.domain.sla.SlaDuration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calendars, SLAs with their report, notifications and approvals. */
final class ServiceOutline {
  private ServiceOutline() {}

  static void add(Policy policy, List<Thing> things) {
    policy.calendars().values().forEach(calendar -> things.add(calendar(calendar)));
    policy.slas().forEach(sla -> things.add(sla(sla)));
    things.add(
        new Thing("sla_report", "the SLA report", null)
            .says("zone", policy.slaReport().zone())
            .says(
                "windows",
                policy.slaReport().windows().stream()
                    .map(w -> Words.time(w.length()) + " every " + Words.time(w.every()))
                    .toList()));
    notifications(policy.notifications(), things);
    policy.approvals().rules().forEach(rule -> things.add(approval(rule)));
  }

  private static Thing calendar(BusinessCalendar calendar) {
    return new Thing("calendars", "calendar " + calendar.name(), null)
        .says("zone", calendar.zone())
        .says("open", Hours.week(calendar))
        .says("holidays", new TreeSet<>(calendar.holidays()))
        .says("cut-off", cutOff(calendar.cutOff()))
        .says("what opens on a closed day counts from", Words.of(calendar.closedDay()));
  }

  private static String cutOff(BusinessCalendar.CutOff cutOff) {
    if (cutOff == null) {
      return null;
    }
    return "at %s, counts from %s"
        .formatted(cutOff.at(), cutOff.countsAs() == null ? "the opening" : cutOff.countsAs());
  }

  private static Thing sla(SlaPolicy sla) {
    Thing thing =
        new Thing("slas", "SLA " + sla.name(), null)
            .says("when", sla.when())
            .says("calendar", sla.calendar());
    for (SlaPolicy.Goal goal : sla.goals()) {
      String target = Words.of(goal.target());
      thing.says(target + " within", within(goal.within()));
      thing.says(target + " at risk after", Words.percent(goal.atRisk()));
    }
    return thing;
  }

  private static String within(SlaDuration within) {
    if (within instanceof SlaDuration.Elapsed elapsed) {
      return Words.time(elapsed.duration());
    } else if (within instanceof SlaDuration.BusinessHours hours) {
      return Words.time(hours.duration()) + " of opening hours";
    } else if (within instanceof SlaDuration.BusinessDays days) {
      return days.days() + " business days";
    }
    return ((SlaDuration.CalendarDays) within).days() + " calendar days";
  }

  private static void notifications(NotificationPolicy notifications, List<Thing> things) {
    things.add(
        new Thing("notifications", "notifications", null)
            .says("quiet after", notifications.quietAfter()));
    notifications
        .channels()
        .values()
        .forEach(
            channel -> {
              Thing thing =
                  new Thing("notifications", "channel " + channel.name(), null)
                      .says("type", channel.type());
              new TreeMap<>(channel.settings()).forEach(thing::says);
              things.add(thing);
            });
    for (NotificationPolicy.Rule rule : notifications.rules()) {
      things.add(
          new Thing("notifications", "rule " + rule.name(), null)
              .says("on", new TreeSet<>(rule.on()))
              .says("when", rule.when())
              .says("tells", new TreeSet<>(rule.channels())));
    }
  }

  private static Thing approval(ApprovalPolicy.Rule rule) {
    return new Thing("approvals", "approval " + rule.name(), "the approvals")
        .says("operations", new TreeSet<>(rule.operations()))
        .says("when", rule.when())
        .says("expires after", rule.expiresAfter());
  }
}
