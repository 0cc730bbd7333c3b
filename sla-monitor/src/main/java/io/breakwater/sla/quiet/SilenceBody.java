package io.breakwater.sla.quiet;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.quiet.Recurrence;
import io.breakwater.domain.quiet.RecurringDay;
import io.breakwater.domain.quiet.Silence;
import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problem.Fault;
import io.breakwater.platform.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads what people ask for; everything that is wrong is said at once, each with its remedy. */
final class SilenceBody {
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_NAME = 128;

  /** Whatever the policy allows: longer ones would not fit into a date. */
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private static final Set<String> FIELDS =
      Set.of("when", "owner", "reason", "starts_at", "ends_at", "for", "recurrence", "by");
  private static final Set<String> PREVIEWED = Set.of("when", "recurrence", "within", "by");

  private final JsonNode body;
  private final List<Fault> faults = new ArrayList<>();

  private SilenceBody(JsonNode body) {
    this.body = body;
  }

  /**
   * The silence that a body asks for.
   *
   * @param features that the policy in force declares
   * @param longest from its start to its end
   * @throws ProblemException 400 with every fault
   */
  static Silence silence(
      JsonNode json, String id, Instant now, Set<String> features, Duration longest) {
    SilenceBody body = object(json, FIELDS);
    String by = body.text("by", LONGEST_NAME, "say who you are");
    String when = body.condition(features);
    String owner = body.text("owner", LONGEST_NAME, "say who answers for it");
    String reason = body.text("reason", LONGEST_TEXT, "say why");
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    Instant starts = body.instant("starts_at", at);
    Instant ends = body.end(starts);
    Recurrence recurrence = body.recurrence();
    if (starts != null && ends != null) {
      body.checkTimes(starts, ends, at, longest);
    }
    body.refuseIfWrong();
    return new Silence(id, when, owner, reason, starts, ends, recurrence, by, at, null, null, 1);
  }

  /** What is to be previewed. */
  record Previewed(String when, Recurrence recurrence, Duration within) {}

  /**
   * The preview that a body asks for.
   *
   * @throws ProblemException 400 with every fault
   */
  static Previewed preview(JsonNode json, Set<String> features) {
    SilenceBody body = object(json, PREVIEWED);
    String when = body.condition(features);
    Recurrence recurrence = body.recurrence();
    Duration within =
        body.parsed("within", Duration.ofDays(1), Duration::parse, "write a duration, e.g. P1D");
    if (within != null
        && (within.isNegative() || within.isZero() || within.compareTo(Duration.ofDays(31)) > 0)) {
      body.fault("within", "within is " + within + "; look back P31D at most.");
    }
    body.refuseIfWrong();
    return new Previewed(when, recurrence, within);
  }

  /**
   * Who asks.
   *
   * @throws ProblemException 400 if nobody says
   */
  static String by(JsonNode json) {
    SilenceBody body = object(json, Set.of("by"));
    String by = body.text("by", LONGEST_NAME, "say who you are");
    body.refuseIfWrong();
    return by;
  }

  private static SilenceBody object(JsonNode json, Set<String> fields) {
    if (json == null || !json.isObject()) {
      throw Problem.badRequest("The body is no JSON object; write e.g. {\"by\": \"ana\"}.")
          .asException();
    }
    SilenceBody body = new SilenceBody(json);
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                body.fault(
                    name,
                    "there is no field \"%s\" here; use %s."
                        .formatted(name, String.join(", ", fields.stream().sorted().toList())));
              }
            });
    return body;
  }

  private String text(String name, int longest, String remedy) {
    JsonNode value = body.path(name);
    String text = value.isTextual() ? value.asText().strip() : "";
    if (text.isEmpty()) {
      fault(name, name + " is missing; " + remedy + ".");
    } else if (text.length() > longest) {
      fault(name, "%s has %d characters; keep it to %d.".formatted(name, text.length(), longest));
    }
    return text;
  }

  private String condition(Set<String> features) {
    String when = body.path("when").asText("").strip();
    if (when.isEmpty()) {
      fault("when", "when is missing; write a condition, e.g. desk == \"payments\".");
      return when;
    }
    try {
      RuleCompiler.compile(when, Scope.WORK, features);
    } catch (InvalidRule e) {
      e.issues().forEach(issue -> fault("when", inWords(when, issue)));
    }
    return when;
  }

  private static String inWords(String when, InvalidRule.Issue issue) {
    int[] before = when.codePoints().limit(issue.offset()).toArray();
    int line = 1;
    int column = 1;
    for (int c : before) {
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return "when, line %d, column %d: %s. %s"
        .formatted(line, column, issue.message(), issue.remedy());
  }

  private Instant instant(String name, Instant otherwise) {
    return parsed(
        name,
        otherwise,
        text -> Instant.parse(text).truncatedTo(ChronoUnit.MICROS),
        "write an instant with its zone, e.g. 2026-01-31T08:00:00Z");
  }

  private Instant end(Instant starts) {
    boolean both = body.hasNonNull("ends_at") && body.hasNonNull("for");
    if (both || !(body.hasNonNull("ends_at") || body.hasNonNull("for"))) {
      fault(
          "ends_at",
          both
              ? "ends_at and for are both there; leave one away."
              : "a silence must end; give ends_at, or for, e.g. \"for\": \"PT2H\".");
      return null;
    }
    if (body.hasNonNull("ends_at")) {
      return instant("ends_at", null);
    }
    Duration lasts = parsed("for", null, Duration::parse, "write a duration, e.g. PT2H");
    if (lasts != null && lasts.compareTo(LONGEST) > 0) {
      fault("for", "for is " + lasts + "; a silence lasts " + LONGEST + " at most.");
      return null;
    }
    return lasts == null || starts == null ? null : starts.plus(lasts);
  }

  private void checkTimes(Instant starts, Instant ends, Instant now, Duration longest) {
    if (!ends.isAfter(starts)) {
      fault("ends_at", "it ends at %s, not after its start at %s.".formatted(ends, starts));
    } else if (!ends.isAfter(now)) {
      fault("ends_at", "it ends at " + ends + ", which is past; give a later instant.");
    } else if (Duration.between(starts, ends).compareTo(longest) > 0) {
      fault(
          "ends_at",
          "it lasts %s; the policy allows %s (silences.longest). For what comes again and again,"
                  .formatted(Duration.between(starts, ends), longest)
              + " write a maintenance window in the policy.");
    }
  }

  private Recurrence recurrence() {
    JsonNode value = body.path("recurrence");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      List<RecurringDay> days = new ArrayList<>();
      JsonNode on = value.path("on");
      (on.isArray() ? on : List.of(on)).forEach(day -> days.add(RecurringDay.of(day.asText(""))));
      return new Recurrence(
          ZoneId.of(value.path("zone").asText("")),
          days,
          LocalTime.parse(value.path("at").asText("")),
          Duration.parse(value.path("for").asText("")));
    } catch (IllegalArgumentException | DateTimeException e) {
      fault(
          "recurrence",
          "recurrence cannot be read: "
              + e.getMessage()
              + ". Write e.g. {\"zone\": \"Europe/London\", \"on\": [\"SAT\"], \"at\": \"22:00\","
              + " \"for\": \"PT4H\"}.");
      return null;
    }
  }

  private <T> T parsed(String name, T otherwise, Function<String, T> parse, String remedy) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    try {
      return parse.apply(value.asText(""));
    } catch (DateTimeException e) {
      fault(name, "%s is %s; %s.".formatted(name, value, remedy));
      return null;
    }
  }

  private void fault(String field, String detail) {
    faults.add(new Fault("invalid", field, detail));
  }

  private void refuseIfWrong() {
    if (!faults.isEmpty()) {
      throw Problem.badRequest(String.join(" ", faults.stream().map(Fault::detail).toList()))
          .with(faults)
          .asException();
    }
  }
}
