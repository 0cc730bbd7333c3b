package io.breakwater.routing.incident;

import io.breakwater.domain.event.Priority;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How much correlation compresses. Alerts are the exceptions that were scored, one for each work
 * item that is not an incident's. Incidents that merged into another count only as {@code merged}.
 *
 * @param from first event time that counts; null for the beginning
 * @param to first event time that counts no more; null for the end
 * @param alerts by the event time at which they opened
 * @param incidents by the event time of their first member
 * @param members of these incidents; an alert may be a member of several rules' incidents
 * @param ratio alerts for each incident; null without an incident
 */
public record IncidentReport(
    Instant from,
    Instant to,
    long alerts,
    long incidents,
    long members,
    Double ratio,
    long open,
    long closed,
    long merged,
    List<OfRule> byRule,
    List<OfPriority> byPriority,
    List<OfDay> byDay) {

  /**
   * One rule's part.
   *
   * @param ratio members for each incident; null without an incident
   */
  public record OfRule(
      String rule,
      long incidents,
      long members,
      Double ratio,
      long open,
      long closed,
      long merged) {}

  /** The alerts and the incidents of one priority. */
  public record OfPriority(
      Priority priority, long alerts, long incidents, long members, Double ratio) {}

  /** One day in UTC. */
  public record OfDay(LocalDate day, long alerts, long incidents, long members, Double ratio) {}

  static Double ratio(long of, long incidents) {
    return incidents == 0 ? null : (double) of / incidents;
  }
}
