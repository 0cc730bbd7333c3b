package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.yaml.Problems;
import io.breakwater.domain.yaml.YamlFile;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Instant;
import java.util.List;
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
    return check(yaml).policy();
  }

  /**
   * A policy that is right.
   *
   * @param warnings what is allowed but hardly meant, in file order
   */
  public record Checked(Policy policy, List<PolicyError> warnings) {}

  /**
   * As {@link #parse}, and also says what is allowed but hardly meant.
   *
   * @throws PolicyException with everything that is wrong, if anything is
   */
  public static Checked check(String yaml) {
    Problems problems = new Problems();
    Optional<Policy> policy = YamlFile.read(yaml, problems).map(root -> read(root, yaml));
    if (policy.isEmpty() || !problems.isEmpty()) {
      throw new PolicyException(PolicyError.of(problems.inFileOrder()));
    }
    return new Checked(policy.get(), PolicyError.of(problems.warningsInFileOrder()));
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
            "operators",
            "on_call",
            "desks",
            "calendars",
            "slas",
            "sla_report",
            "notifications",
            "maintenance",
            "inhibit",
            "silences",
            "approvals");
    String name = id(file.need("policy", "Name the policy, e.g. policy: payments-desk"));
    String version = id(file.need("version", "Name this version, e.g. version: \"2026-01-31\""));
    Instant effectiveFrom =
        file.need("effective_from", "Say from when it is in force, e.g. 2026-01-31T08:00:00Z")
            .instant(Instant.EPOCH);
    Set<String> personal =
        Names.distinct(file.get("attributes").map("personal").get("personal"), "attribute");
    Map<String, BusinessCalendar> calendars = CalendarSection.read(file.get("calendars"));
    Operators operators = new Operators(OperatorSection.read(file.get("operators"), calendars));
    Map<String, OnCallSchedule> onCall = OnCallSection.read(file.get("on_call"), operators);
    Map<String, DeskPolicy> desks =
        DeskSection.read(file.get("desks"), calendars, operators, onCall);
    FeaturePolicy features = FeatureSection.read(file.get("features"));
    Conditions conditions = new Conditions(features.names());
    Policy policy =
        new Policy(
            name,
            version,
            effectiveFrom,
            personal,
            features,
            ScoringSection.read(file.need("scoring", "Add base, rules and priorities"), conditions),
            CorrelationSection.read(file.get("correlation"), personal, conditions),
            RoutingSection.read(
                file.need("routing", "Add at least default_desk"),
                desks,
                calendars,
                operators,
                conditions),
            operators.listed(),
            onCall,
            desks,
            calendars,
            SlaSection.read(file.get("slas"), calendars.keySet(), conditions),
            SlaReportSection.read(file.get("sla_report")),
            NotificationSection.read(file.get("notifications"), conditions),
            QuietSection.read(file, calendars, conditions),
            ApprovalSection.read(file.get("approvals"), conditions),
            yaml);
    PolicyLint.look(file, policy);
    return policy;
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
