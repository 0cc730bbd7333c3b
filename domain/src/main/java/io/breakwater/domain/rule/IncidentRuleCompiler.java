package io.breakwater.domain.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.breakwater.domain.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes conditions on the incidents of one rule, see {@link IncidentFacts}. They run in cel-java's
 * interpreter: once for each second in which an incident grows, not once for each event.
 */
public final class IncidentRuleCompiler {

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'.*");

  private final IncidentType type;
  private final Cel cel;

  /**
   * A compiler for one rule.
   *
   * @param watched the names of what the rule watches
   * @param conditions the names of the rule's conditions on members
   */
  public IncidentRuleCompiler(Set<String> watched, Set<String> conditions) {
    type = new IncidentType(watched, conditions);
    cel =
        CelFactory.legacyCelBuilder()
            .setOptions(RuleCompiler.OPTIONS)
            .setTypeProvider(type)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("incident", type.incident())
            .build();
  }

  /**
   * Compiles an expression of type bool.
   *
   * @throws InvalidRule if the expression is malformed, names something that an incident has not,
   *     or is not of type bool
   */
  public IncidentCondition compile(String expression) throws InvalidRule {
    CelAbstractSyntaxTree ast = RuleCompiler.ast(cel.compile(expression), expression, this::worded);
    if (!ast.getResultType().equals(SimpleType.BOOL)) {
      throw new InvalidRule(
          List.of(
              new InvalidRule.Issue(
                  0,
                  "the expression is of type " + ast.getResultType().name() + ", not bool",
                  "Write a condition that is true or false, e.g. incident.count >= 3")));
    }
    try {
      CelRuntime.Program program = cel.createProgram(ast);
      return new IncidentCondition() {
        @Override
        public String expression() {
          return expression;
        }

        @Override
        public boolean test(IncidentFacts incident) {
          return IncidentRuleCompiler.test(program, incident);
        }
      };
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("cel-java cannot run what it has checked: " + expression, e);
    }
  }

  private static boolean test(CelRuntime.Program program, IncidentFacts incident) {
    Map<String, Object> fields =
        Map.of(
            "count", incident.count(),
            "max_score", (long) incident.maxScore(),
            "sum_score", incident.sumScore(),
            "mean_score", incident.meanScore(),
            "seconds", incident.seconds(),
            "distinct", incident.distinct(),
            "matching", incident.matching(),
            "top", incident.top());
    try {
      return (Boolean) program.eval(Map.of("incident", fields));
    } catch (CelEvaluationException e) {
      throw new RuleFailure(Interpreted.wording(e.getErrorCode()));
    }
  }

  private InvalidRule.Issue worded(CelIssue issue, int offset) {
    Matcher name = UNDECLARED.matcher(issue.getMessage().strip());
    if (name.matches()) {
      return new InvalidRule.Issue(
          offset,
          "unknown name \"" + name.group(1) + "\"",
          type.names().contains(name.group(1))
              ? "Did you mean \"incident." + name.group(1) + "\"?"
              : "A condition on an incident sees only incident, e.g. incident.count");
    }
    name = UNDEFINED.matcher(issue.getMessage().strip());
    if (name.matches()) {
      return new InvalidRule.Issue(
          offset,
          "an incident of this rule has no \"" + name.group(1) + "\"",
          Suggestion.nearest(name.group(1), type.names())
              .map(near -> "Did you mean \"" + near + "\"?")
              .orElse(
                  "It has "
                      + String.join(", ", new TreeSet<>(type.incident().fieldNames()))
                      + "; the names after distinct and top stand in the rule's attributes, those"
                      + " after matching in its matching"));
    }
    return IssueWording.of(issue, offset, Scope.ROUTING);
  }
}
