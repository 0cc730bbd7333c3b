package io.breakwater.app.policy.cases;

import io.breakwater.app.policy.Explanation;
import io.breakwater.app.policy.Reasons;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads {@code expect}: what it does not name is not looked at. */
final class Expectations {
  private static final String NOBODY = "nobody";
  private static final String NONE = "none";

  private final List<Check> checks = new ArrayList<>();

  private Expectations() {}

  static List<Check> read(YamlValue value) {
    Expectations expectations = new Expectations();
    expectations.readAll(
        value.map(
            "desk",
            "path",
            "watchers",
            "score",
            "priority",
            "assignee",
            "tags",
            "held",
            "slas",
            "notifications",
            "quiet"));
    if (value.isMapping() && expectations.checks.isEmpty()) {
      value.problem("nothing is expected", "Name at least one thing, e.g. desk: triage");
    }
    return expectations.checks;
  }

  private void readAll(YamlMap expect) {
    Function<Explanation, List<String>> route = e -> Reasons.route(e.decision());
    text(expect.get("desk"), "desk", e -> e.decision().desk(), route);
    list(expect.get("path"), "path", e -> e.decision().path(), route);
    list(expect.get("watchers"), "watchers", e -> e.decision().watchers(), route);
    YamlValue score = expect.get("score");
    if (score.present()) {
      add(
          "score",
          Integer.toString(score.integer(0, 100, 0)),
          e -> Integer.toString(e.score()),
          Reasons::score);
    }
    YamlValue priority = expect.get("priority");
    if (priority.present()) {
      add(
          "priority",
          priority.oneOf(Priority.class, Priority.P1).name(),
          e -> e.priority().name(),
          Reasons::priority);
    }
    text(
        expect.get("assignee"),
        "assignee",
        e -> e.operator().chosen().orElse(NOBODY),
        e -> List.of(e.operator().reason()));
    list(expect.get("tags"), "tags", e -> e.decision().instructionsOrNone().tags(), route);
    YamlValue held = expect.get("held");
    if (held.present()) {
      add(
          "held",
          Boolean.toString(held.bool(false)),
          e -> Boolean.toString(e.decision().hold() != null),
          route);
    }
    slas(expect.get("slas"));
    notifications(expect.get("notifications"));
    text(
        expect.get("quiet"),
        "quiet",
        e -> e.quiet() == null ? NONE : e.quiet().by(),
        e -> e.quiet() == null ? List.of() : List.of(e.quiet().sentence()));
  }

  /** All of them by name, in a list; or each with the deadlines of its targets. */
  private void slas(YamlValue slas) {
    if (!slas.present()) {
      return;
    }
    List<String> names = slas.isMapping() ? List.copyOf(slas.entries().keySet()) : texts(slas);
    add("slas", sorted(names), e -> sorted(names(e.slas())), Expectations::clocks);
    if (slas.isMapping()) {
      slas.entries().forEach(this::deadlines);
    }
  }

  private void deadlines(String sla, YamlValue value) {
    YamlMap targets = value.map("acknowledge", "resolve");
    for (Target target : Target.values()) {
      String key = target.name().toLowerCase(Locale.ROOT);
      YamlValue deadline = targets.get(key);
      if (deadline.present()) {
        add(
            "slas." + sla + "." + key,
            deadline.instant(Instant.EPOCH).toString(),
            e -> deadline(e.slas(), sla, target),
            Expectations::clocks);
      }
    }
  }

  private static String deadline(List<SlaPlan> slas, String sla, Target target) {
    return slas.stream()
        .filter(plan -> plan.sla().equals(sla) && plan.target() == target)
        .findFirst()
        .map(plan -> plan.deadline().toString())
        .orElse(NONE);
  }

  private static List<String> names(List<SlaPlan> slas) {
    return slas.stream().map(SlaPlan::sla).distinct().toList();
  }

  private static List<String> clocks(Explanation e) {
    return e.slas().stream()
        .map(
            plan ->
                "%s: %s by %s"
                    .formatted(
                        plan.sla(), plan.target().name().toLowerCase(Locale.ROOT), plan.deadline()))
        .toList();
  }

  private void notifications(YamlValue notifications) {
    List<String> known = Arrays.stream(Occasion.values()).map(Reasons::occasion).toList();
    YamlMap occasions = notifications.map(known.toArray(String[]::new));
    for (Occasion occasion : Occasion.values()) {
      String name = Reasons.occasion(occasion);
      YamlValue channels = occasions.get(name);
      if (channels.present()) {
        add(
            "notifications." + name,
            sorted(texts(channels)),
            e -> sorted(e.notifications().getOrDefault(occasion, List.of())),
            e -> List.of());
      }
    }
  }

  private void text(
      YamlValue value,
      String what,
      Function<Explanation, String> got,
      Function<Explanation, List<String>> why) {
    if (value.present()) {
      add(what, value.text(""), got, why);
    }
  }

  private void list(
      YamlValue value,
      String what,
      Function<Explanation, List<String>> got,
      Function<Explanation, List<String>> why) {
    if (value.present()) {
      Function<Collection<String>, String> shown =
          what.equals("path") ? Expectations::inOrder : Expectations::sorted;
      add(what, shown.apply(texts(value)), e -> shown.apply(got.apply(e)), why);
    }
  }

  private void add(
      String what,
      String expected,
      Function<Explanation, String> got,
      Function<Explanation, List<String>> why) {
    checks.add(new Check(what, expected, got, why));
  }

  private static List<String> texts(YamlValue list) {
    return list.oneOrMore().stream().map(item -> item.text("")).toList();
  }

  private static String inOrder(Collection<String> names) {
    return names.isEmpty() ? NONE : String.join(" > ", names);
  }

  private static String sorted(Collection<String> names) {
    return names.isEmpty() ? NONE : String.join(", ", names.stream().sorted().toList());
  }
}
