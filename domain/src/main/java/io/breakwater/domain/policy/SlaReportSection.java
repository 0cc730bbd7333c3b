package io.breakwater.domain.policy;

import io.breakwater.domain.sla.report.ReportWindow;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code sla_report}. */
final class SlaReportSection {
  private SlaReportSection() {}

  private static final int MOST_WINDOWS = 8;
  private static final Duration LONGEST = Duration.ofDays(366);

  static SlaReportPolicy read(YamlValue value) {
    if (!value.present()) {
      return SlaReportPolicy.DEFAULT;
    }
    YamlMap report = value.map("zone", "windows");
    ZoneId zone =
        report
            .get("zone")
            .scalar(ZoneOffset.UTC, ZoneId::of, "Use an IANA name, e.g. Europe/London");
    YamlValue list = report.need("windows", "Say what to count, e.g. windows: [{every: PT1H}]");
    Set<ReportWindow> windows = new LinkedHashSet<>();
    for (YamlValue item : list.list()) {
      window(item)
          .filter(window -> !windows.add(window))
          .ifPresent(window -> item.problem("this window is there twice", "Remove one of the two"));
    }
    int size = list.list().size();
    if (list.present() && (size == 0 || size > MOST_WINDOWS)) {
      list.problem("there are " + size + " windows", "Give 1 to " + MOST_WINDOWS + " of them");
    }
    return new SlaReportPolicy(zone, List.copyOf(windows));
  }

  /** Empty if it is wrong, which is noted. */
  private static Optional<ReportWindow> window(YamlValue item) {
    YamlMap window = item.map("length", "every");
    YamlValue everyValue = window.need("every", "Say how often one ends, e.g. every: PT1H");
    Duration every = everyValue.duration(null);
    if (every == null) {
      return Optional.empty();
    }
    if (!isValid(every, every)) {
      everyValue.problem(
          "windows cannot end every " + every,
          "Write a part of a day in multiples of PT5M that divides it, e.g. PT15M or PT1H, or whole"
              + " days");
      return Optional.empty();
    }
    YamlValue lengthValue = window.get("length");
    Duration length = lengthValue.duration(every);
    if (!isValid(length, every)) {
      lengthValue.problem(
          "a window cannot be " + length + " long",
          "Write a multiple of every, which is " + every + ", up to " + LONGEST.toDays() + " days");
      return Optional.empty();
    }
    return Optional.of(new ReportWindow(length, every));
  }

  private static boolean isValid(Duration length, Duration every) {
    try {
      return new ReportWindow(length, every).length().compareTo(LONGEST) <= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
