package io.breakwater.domain.rule;

import dev.cel.common.CelIssue;
import io.breakwater.domain.text.Suggestion;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what cel-java says into a sentence for the author of a policy, with a remedy. */
final class IssueWording {
  private IssueWording() {}

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");

  private static final Set<String> FUNCTIONS =
      Set.of("has", "size", "startsWith", "endsWith", "contains", "matches", "timestamp");
  private static final Set<String> LATER = Scope.WORK.variables().keySet();

  static InvalidRule.Issue of(CelIssue issue, int offset, Scope scope) {
    String message = issue.getMessage().strip();
    Matcher m = UNDECLARED.matcher(message);
    if (m.matches()) {
      return new InvalidRule.Issue(
          offset, "unknown name \"" + m.group(1) + "\"", unknownName(m.group(1), scope));
    }
    m = UNDEFINED.matcher(message);
    if (m.matches()) {
      return new InvalidRule.Issue(
          offset,
          "an event has no field \"" + m.group(1) + "\"",
          Suggestion.nearest(m.group(1), EventType.FIELDS.keySet())
              .map(near -> "Did you mean \"event." + near + "\"?")
              .orElse(
                  "Fields are %s; your own are in event.attributes, e.g. event.attributes.%s"
                      .formatted(String.join(", ", EventType.FIELDS.keySet()), m.group(1))));
    }
    m = OVERLOAD.matcher(message);
    if (m.matches()) {
      String operator = m.group(1).replace("_", "").replace("@", "");
      return new InvalidRule.Issue(
          offset,
          "%s does not work on %s".formatted(operator, m.group(2)),
          m.group(2).contains("double") && m.group(2).contains("int")
              ? "Amounts and features are doubles: write the number with a point, e.g. 1000.0"
              : "Compare values of one type; strings stand in quotes");
    }
    return new InvalidRule.Issue(
        offset, "the expression is not valid: " + message, "See docs/policy.md, Conditions");
  }

  private static String unknownName(String name, Scope scope) {
    Set<String> variables = scope.variables().keySet();
    if (LATER.contains(name)) {
      return "It is not known yet at this point; here a condition sees "
          + String.join(", ", variables);
    }
    if (EventType.FIELDS.containsKey(name)) {
      return "Did you mean \"event." + name + "\"?";
    }
    return Suggestion.nearest(name, variables)
        .or(() -> Suggestion.nearest(name, FUNCTIONS))
        .map(near -> "Did you mean \"" + near + "\"?")
        .orElse(
            "A condition sees %s; text stands in quotes".formatted(String.join(", ", variables)));
  }
}
