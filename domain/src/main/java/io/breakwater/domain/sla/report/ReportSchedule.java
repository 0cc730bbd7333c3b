package io.breakwater.domain.sla.report;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.policy.SlaReportPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When windows end: those of the policy in force at their end, or the defaults while there is none.
 *
 * @param policies every version
 */
public record ReportSchedule(PolicyTimeline policies) {

  /** A window that ends. */
  public record Ending(ReportWindow window, Instant start, Instant end) {}

  /** The next instant after {@code instant} at which a window of any version ends. */
  public Instant nextEnd(Instant instant) {
    return versions().stream()
        .flatMap(each -> each.windows().stream().map(w -> w.nextEnd(instant, each.zone())))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The windows that end at an instant; empty if that is no end of one. */
  public List<Ending> endingAt(Instant end) {
    SlaReportPolicy inForce =
        policies.versions().isEmpty()
            ? SlaReportPolicy.DEFAULT
            : policies.inForceAt(end).slaReport();
    return inForce.windows().stream()
        .filter(window -> window.endsAt(end, inForce.zone()))
        .map(window -> new Ending(window, window.start(end, inForce.zone()), end))
        .toList();
  }

  /** The longest window of any version, and a day more for changes of the clocks. */
  public Duration reach() {
    return versions().stream()
        .flatMap(each -> each.windows().stream().map(ReportWindow::length))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .plusDays(1);
  }

  private List<SlaReportPolicy> versions() {
    return policies.versions().isEmpty()
        ? List.of(SlaReportPolicy.DEFAULT)
        : policies.versions().stream().map(Policy::slaReport).distinct().toList();
  }
}
