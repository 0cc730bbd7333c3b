package io.breakwater.domain.rule;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.breakwater.domain.rule.closure.ClosureCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes conditions, texts and numbers of CEL expressions. cel-java parses and type-checks against
 * the variables of the scope; an unknown name, a wrong type or a malformed literal is refused here,
 * not at run time.
 */
public final class RuleCompiler {
  private RuleCompiler() {}

  private static final int LONGEST_EXPRESSION = 4_000;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true) // so that event.amount > 1000 is allowed
          .maxExpressionCodePointSize(LONGEST_EXPRESSION)
          .maxParseRecursionDepth(100)
          .build();

  private static final Map<Scope, Cel> ENVIRONMENTS = new EnumMap<>(Scope.class);

  static {
    for (Scope scope : Scope.values()) {
      ENVIRONMENTS.put(scope, environment(scope));
    }
  }

  private static Cel environment(Scope scope) {
    // not plannerCelBuilder: in 0.14.0 a failed || inside == counts as a value there
    var builder =
        CelFactory.legacyCelBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(new EventType())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    scope.variables().forEach(builder::addVar);
    return builder.build();
  }

  /** As {@link #compile(String, Scope, Set)}, whatever features there are. */
  public static Condition compile(String expression, Scope scope) throws InvalidRule {
    return compile(expression, scope, null);
  }

  /**
   * Compiles an expression of type bool.
   *
   * @param features the features that it may name; null for any
   * @throws InvalidRule if the expression is malformed, names something the scope has not, or is
   *     not of type bool
   */
  public static Condition compile(String expression, Scope scope, Set<String> features)
      throws InvalidRule {
    CelAbstractSyntaxTree ast = checked(expression, scope, features, SimpleType.BOOL);
    return ClosureCompiler.condition(expression, AttributeNames.in(ast), ast)
        .map(condition -> looksAtNothing(ast, scope) ? constant(condition) : condition)
        .orElseGet(() -> interpretedCondition(expression, ast, scope));
  }

  private static boolean looksAtNothing(CelAbstractSyntaxTree ast, Scope scope) {
    Set<String> variables = scope.variables().keySet();
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .noneMatch(
            e ->
                e.getKind() == CelExpr.ExprKind.Kind.IDENT && variables.contains(e.ident().name()));
  }

  private static Condition constant(Condition condition) {
    try {
      return new ConstantCondition(condition.expression(), condition.test(null));
    } catch (RuleFailure e) {
      return condition; // it always fails, and says so each time
    }
  }

  /** As {@link #text(String, Scope, Set)}, whatever features there are. */
  public static TextExpression text(String expression, Scope scope) throws InvalidRule {
    return text(expression, scope, null);
  }

  /**
   * Compiles an expression of type string.
   *
   * @param features the features that it may name; null for any
   * @throws InvalidRule as {@link #compile} does
   */
  public static TextExpression text(String expression, Scope scope, Set<String> features)
      throws InvalidRule {
    CelAbstractSyntaxTree ast = checked(expression, scope, features, SimpleType.STRING);
    return ClosureCompiler.text(expression, AttributeNames.in(ast), ast)
        .orElseGet(() -> interpretedText(expression, ast, scope));
  }

  /** As {@link #number(String, Scope, Set)}, whatever features there are. */
  public static NumberExpression number(String expression, Scope scope) throws InvalidRule {
    return number(expression, scope, null);
  }

  /**
   * Compiles an expression of type double.
   *
   * @param features the features that it may name; null for any
   * @throws InvalidRule as {@link #compile} does
   */
  public static NumberExpression number(String expression, Scope scope, Set<String> features)
      throws InvalidRule {
    CelAbstractSyntaxTree ast = checked(expression, scope, features, SimpleType.DOUBLE);
    return ClosureCompiler.number(expression, AttributeNames.in(ast), ast)
        .orElseGet(() -> interpretedNumber(expression, ast, scope));
  }

  private static CelAbstractSyntaxTree checked(
      String expression, Scope scope, Set<String> features, CelType type) throws InvalidRule {
    CelAbstractSyntaxTree ast = check(expression, scope, type);
    List<InvalidRule.Issue> issues = new ArrayList<>(LiteralChecks.of(ast));
    if (features != null) {
      issues.addAll(FeatureNames.undeclared(ast, features));
    }
    if (!issues.isEmpty()) {
      issues.sort(Comparator.comparingInt(InvalidRule.Issue::offset));
      throw new InvalidRule(issues);
    }
    return ast;
  }

  /** The syntax of an expression that has been compiled before. */
  static CelAbstractSyntaxTree parsed(String expression) {
    try {
      return ENVIRONMENTS.get(Scope.WORK).parse(expression).getAst();
    } catch (CelValidationException e) {
      throw new IllegalArgumentException("not an expression: " + expression, e);
    }
  }

  /** Parses and type-checks. */
  static CelAbstractSyntaxTree check(String expression, Scope scope, CelType expected)
      throws InvalidRule {
    Cel cel = ENVIRONMENTS.get(scope);
    CelAbstractSyntaxTree ast =
        ast(
            cel.compile(expression),
            expression,
            (issue, offset) -> IssueWording.of(issue, offset, scope));
    CelType type = ast.getResultType();
    if (!type.equals(expected)) {
      throw new InvalidRule(
          List.of(
              new InvalidRule.Issue(
                  0,
                  "the expression is of type " + type.name() + ", not " + expected.name(),
                  remedy(expected))));
    }
    return ast;
  }

  private static String remedy(CelType expected) {
    if (expected.equals(SimpleType.STRING)) {
      return "Write a text, e.g. event.source_id, or put string(…) around a number";
    }
    if (expected.equals(SimpleType.DOUBLE)) {
      return "Write a number with a point, e.g. event.amount or 1.0, or put double(…) around it";
    }
    return "Write a condition that is true or false, e.g. event.amount > 1000.0";
  }

  static Condition interpretedCondition(String source, CelAbstractSyntaxTree ast, Scope scope) {
    return new Interpreted.Bool(source, AttributeNames.in(ast), program(source, ast, scope));
  }

  static TextExpression interpretedText(String source, CelAbstractSyntaxTree ast, Scope scope) {
    return new Interpreted.Text(source, AttributeNames.in(ast), program(source, ast, scope));
  }

  static NumberExpression interpretedNumber(String source, CelAbstractSyntaxTree ast, Scope scope) {
    return new Interpreted.Number(source, AttributeNames.in(ast), program(source, ast, scope));
  }

  private static CelRuntime.Program program(
      String expression, CelAbstractSyntaxTree ast, Scope scope) {
    try {
      return ENVIRONMENTS.get(scope).createProgram(ast);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("cel-java cannot run what it has checked: " + expression, e);
    }
  }

  /** What cel-java says, as a sentence for the author of the policy. */
  interface Wording {
    InvalidRule.Issue of(CelIssue issue, int offset);
  }

  /** The checked expression; what cel-java refuses is refused in our words. */
  static CelAbstractSyntaxTree ast(CelValidationResult result, String expression, Wording wording)
      throws InvalidRule {
    refuse(result.getErrors(), expression, wording);
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("cel-java reported no issue: " + expression, e);
    }
  }

  private static void refuse(List<CelIssue> found, String expression, Wording wording)
      throws InvalidRule {
    if (found.isEmpty()) {
      return;
    }
    List<InvalidRule.Issue> issues = new ArrayList<>();
    for (CelIssue issue : found) {
      issues.add(wording.of(issue, offset(expression, issue.getSourceLocation())));
    }
    issues.sort(Comparator.comparingInt(InvalidRule.Issue::offset));
    throw new InvalidRule(issues);
  }

  /** cel-java counts lines from 1 and columns from 0, in code points. */
  private static int offset(String expression, CelSourceLocation at) {
    int[] source = expression.codePoints().toArray();
    int line = 1;
    int offset = 0;
    while (line < at.getLine() && offset < source.length) {
      if (source[offset++] == '\n') {
        line++;
      }
    }
    return Math.max(0, Math.min(offset + at.getColumn(), source.length));
  }
}
