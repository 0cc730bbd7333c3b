package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.yaml.Problems;
import io.breakwater.domain.yaml.YamlFile;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a policy of its YAML; {@code docs/policy.md} describes the file. */
public final class PolicyParser {
  private PolicyParser() {}

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Reads, checks and compiles a policy.
   *
   * @throws PolicyException with everything that is wrong, if anything is
   */
  public static Policy parse(String yaml) {
    Problems problems = new Problems();
    Optional<Policy> policy = YamlFile.read(yaml, problems).map(root -> read(root, yaml));
    if (policy.isEmpty() || !problems.isEmpty()) {
      throw new PolicyException(
          problems.inFileOrder().stream()
              .map(p -> new PolicyError(p.line(), p.column(), p.path(), p.message(), p.remedy()))
              .toList());
    }
    return policy.get();
  }

  private static Policy read(YamlValue root, String yaml) {
    YamlMap file =
        root.map(
            "policy",
            "version",
            "effective_from",
            "attributes",
            "features",
            "scoring",
            "correlation",
            "routing",
            "desks",
            "calendars",
            "slas",
            "sla_report",
            "notifications",
            "approvals");
    String name = id(file.need("policy", "Name the policy, e.g. policy: payments-desk"));
    String version = id(file.need("version", "Name this version, e.g. version: \"2026-01-31\""));
    Instant effectiveFrom =
        file.need("effective_from", "Say from when it is in force, e.g. 2026-01-31T08:00:00Z")
            .instant(Instant.EPOCH);
    Set<String> personal =
        Names.distinct(file.get("attributes").map("personal").get("personal"), "attribute");
    Map<String, BusinessCalendar> calendars = CalendarSection.read(file.get("calendars"));
    Map<String, DeskPolicy> desks = DeskSection.read(file.get("desks"), calendars.keySet());
    FeaturePolicy features = FeatureSection.read(file.get("features"));
    Conditions conditions = new Conditions(features.names());
    return new Policy(
        name,
        version,
        effectiveFrom,
        personal,
        features,
        ScoringSection.read(file.need("scoring", "Add base, rules and priorities"), conditions),
        CorrelationSection.read(file.get("correlation"), personal, conditions),
        RoutingSection.read(
            file.need("routing", "Add at least default_desk"), desks.keySet(), conditions),
        desks,
        calendars,
        SlaSection.read(file.get("slas"), calendars.keySet(), conditions),
        SlaReportSection.read(file.get("sla_report")),
        NotificationSection.read(file.get("notifications"), conditions),
        ApprovalSection.read(file.get("approvals"), conditions),
        yaml);
  }

  private static String id(YamlValue value) {
    String text = value.text("");
    if (!text.isEmpty() && !ID.matcher(text).matches()) {
      value.problem(
          "\"" + text + "\" is not valid here",
          "Use up to 64 letters, digits, points, hyphens and underscores");
    }
    return text;
  }
}
