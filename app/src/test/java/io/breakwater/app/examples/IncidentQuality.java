package io.breakwater.app.examples;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well incidents tell an attack from the noise, judged by labels that no rule has seen.
 *
 * @param incidents all of them, of every rule and priority
 * @param caught the phases in whose first minute, in event time, an urgent incident (P1 or P2) that
 *     is mostly attack opens or grows with an alert of the phase
 * @param missed the other phases
 * @param falseByDay urgent incidents that were mostly no attack at any moment, by the day (UTC) of
 *     their first member; days without are left out
 */
record IncidentQuality(
    int alerts,
    int incidents,
    Set<String> caught,
    Set<String> missed,
    Map<LocalDate, Integer> falseByDay) {

  private static final Duration IN_TIME = Duration.ofSeconds(60);

  /**
   * Judges.
   *
   * @param records of each incident in the order in which they were said
   */
  static IncidentQuality of(Scenario scenario, List<IncidentEvent> records) {
    Map<String, Instant> starts = starts(scenario);
    Map<String, Known> incidents = new HashMap<>();
    Set<String> caught = new TreeSet<>();
    for (IncidentEvent record : records) {
      Known known = incidents.computeIfAbsent(record.incidentId(), id -> new Known());
      known.add(record, scenario.phases());
      if (urgent(record) && known.mostlyAttack()) {
        for (IncidentMember joined : record.joined()) {
          String phase = scenario.phases().get(joined.eventId());
          if (phase != null && !record.occurredAt().isAfter(starts.get(phase).plus(IN_TIME))) {
            caught.add(phase);
          }
        }
      }
    }
    Set<String> missed = new TreeSet<>(starts.keySet());
    missed.removeAll(caught);
    return new IncidentQuality(
        scenario.alerts().size(), incidents.size(), caught, missed, falseByDay(incidents.values()));
  }

  /** Alerts for each incident. */
  double compression() {
    return alerts / (double) incidents;
  }

  /** Of the worst day. */
  int mostFalseInADay() {
    return falseByDay.isEmpty() ? 0 : Collections.max(falseByDay.values());
  }

  private static Map<String, Instant> starts(Scenario scenario) {
    Map<String, Instant> starts = new TreeMap<>();
    for (ExceptionEvent alert : scenario.alerts()) {
      String phase = scenario.phases().get(alert.eventId());
      if (phase != null) {
        starts.putIfAbsent(phase, alert.occurredAt());
      }
    }
    return starts;
  }

  private static boolean urgent(IncidentEvent record) {
    return record.priority().compareTo(Priority.P2) <= 0
        && record.change() != Change.CLOSED
        && record.change() != Change.MERGED;
  }

  private static Map<LocalDate, Integer> falseByDay(Collection<Known> incidents) {
    Map<LocalDate, Integer> byDay = new TreeMap<>();
    for (Known known : incidents) {
      if (known.wasFalse) {
        byDay.merge(LocalDate.ofInstant(known.firstAt, ZoneOffset.UTC), 1, Integer::sum);
      }
    }
    return byDay;
  }

  /** The members that the records of an incident have named so far. */
  private static final class Known {
    private final Set<String> members = new HashSet<>();
    private int attack;
    private Instant firstAt;
    private boolean wasFalse;

    void add(IncidentEvent record, Map<String, String> phases) {
      firstAt = record.firstAt();
      for (List<IncidentMember> named : List.of(record.members(), record.joined())) {
        for (IncidentMember member : named) {
          if (members.add(member.eventId()) && phases.containsKey(member.eventId())) {
            attack++;
          }
        }
      }
      wasFalse |= urgent(record) && !mostlyAttack();
    }

    boolean mostlyAttack() {
      return 2 * attack > members.size();
    }
  }
}
