package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.quiet.QuietPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of the business rules: immutable, validated, its conditions compiled. Made by {@link
 * PolicyParser}.
 *
 * @param effectiveFrom from when this version is in force; the first version is in force from the
 *     beginning of time
 * @param personalAttributes attribute keys whose values are personal data
 * @param features what is known of the events around an event
 * @param operators by name; empty if the policy does not list them
 * @param onCall schedules by name
 * @param calendars by name
 * @param desks by name
 * @param quiet when notifications are kept back
 * @param approvals what nobody may do alone
 * @param yaml the source text, as published
 */
public record Policy(
    String name,
    String version,
    Instant effectiveFrom,
    Set<String> personalAttributes,
    FeaturePolicy features,
    ScoringPolicy scoring,
    CorrelationPolicy correlation,
    RoutingPolicy routing,
    Map<String, OperatorPolicy> operators,
    Map<String, OnCallSchedule> onCall,
    Map<String, DeskPolicy> desks,
    Map<String, BusinessCalendar> calendars,
    List<SlaPolicy> slas,
    SlaReportPolicy slaReport,
    NotificationPolicy notifications,
    QuietPolicy quiet,
    ApprovalPolicy approvals,
    String yaml) {

  /** {@code policy@version}: the record key on topic {@code policy}. */
  public String id() {
    return name + "@" + version;
  }

  /** True if routing depends on how much work desks have. */
  public boolean looksAtLoads() {
    return routing.looksAtLoads()
        || desks.values().stream().anyMatch(desk -> desk.overflow() != null);
  }

  /** The desk with this name; one that the policy does not list is a queue to pull from. */
  public DeskPolicy desk(String name) {
    DeskPolicy desk = desks.get(name);
    return desk == null ? DeskPolicy.hinted(name) : desk;
  }
}
