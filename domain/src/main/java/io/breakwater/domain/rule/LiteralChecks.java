package io.breakwater.domain.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.rule.closure.TimeLiterals;
import io.breakwater.domain.text.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds literals that type-check but can never be right: a severity that does not exist, a time
 * zone nobody knows, a malformed timestamp or regular expression. Such a condition would be false,
 * or fail, for every event.
 */
final class LiteralChecks {

  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "event.severity", names(Severity.values()),
          "event.kind", names(Kind.values()),
          "priority", names(Priority.values()));

  private final CelAbstractSyntaxTree ast;
  private final List<InvalidRule.Issue> issues = new ArrayList<>();

  private LiteralChecks(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  static List<InvalidRule.Issue> of(CelAbstractSyntaxTree ast) {
    LiteralChecks checks = new LiteralChecks(ast);
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(node -> checks.call(node.expr().call()));
    return checks.issues;
  }

  private void call(CelExpr.CelCall call) {
    switch (call.function()) {
      case "_==_", "_!=_" -> {
        compared(call.args().get(0), call.args().get(1));
        compared(call.args().get(1), call.args().get(0));
      }
      case "@in" -> {
        CelExpr container = call.args().get(1);
        if (container.getKind() == CelExpr.ExprKind.Kind.LIST) {
          container.list().elements().forEach(e -> compared(call.args().get(0), e));
        }
      }
      case "matches" -> regex(call.args().get(call.args().size() - 1));
      case "timestamp" ->
          literal(
              call,
              text -> TimeLiterals.timestamp(text).isPresent(),
              "a timestamp",
              "Write an instant with its zone, e.g. 2026-01-31T08:00:00Z");
      case "duration" ->
          literal(
              call,
              text -> TimeLiterals.duration(text).isPresent(),
              "a duration",
              "Write e.g. 90s, 15m or 1h30m");
      default -> {
        if (call.function().startsWith("get") && isTimestamp(call)) {
          call.args().forEach(this::zone);
        }
      }
    }
  }

  private void compared(CelExpr what, CelExpr literal) {
    List<String> known = KNOWN.get(name(what));
    text(literal)
        .filter(value -> known != null && !known.contains(value))
        .ifPresent(
            value ->
                note(
                    literal,
                    "%s is never \"%s\"".formatted(name(what), value),
                    Suggestion.remedy(value, known)));
  }

  private void literal(CelExpr.CelCall call, Predicate<String> isGood, String what, String remedy) {
    CelExpr literal = call.args().get(0);
    text(literal)
        .filter(isGood.negate())
        .ifPresent(value -> note(literal, "\"%s\" is not %s".formatted(value, what), remedy));
  }

  private void regex(CelExpr literal) {
    text(literal)
        .ifPresent(
            regex -> {
              try {
                Pattern.compile(regex);
              } catch (PatternSyntaxException e) {
                note(
                    literal,
                    "\"%s\" is not a regular expression: %s".formatted(regex, e.getDescription()),
                    "Use RE2 syntax; text that is meant literally goes to contains()");
              }
            });
  }

  private void zone(CelExpr literal) {
    text(literal)
        .filter(zone -> !zone.contains(":")) // an offset, which CEL writes in its own ways
        .ifPresent(
            zone -> {
              try {
                ZoneId.of(zone);
              } catch (DateTimeException e) {
                note(
                    literal,
                    "there is no time zone \"" + zone + "\"",
                    Suggestion.nearest(zone, ZoneId.getAvailableZoneIds())
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .orElse("Use an IANA name, e.g. Europe/London"));
              }
            });
  }

  private boolean isTimestamp(CelExpr.CelCall call) {
    return call.target()
        .flatMap(target -> ast.getType(target.id()))
        .filter(SimpleType.TIMESTAMP::equals)
        .isPresent();
  }

  private void note(CelExpr at, String message, String remedy) {
    int offset = ast.getSource().getPositionsMap().getOrDefault(at.id(), 0);
    issues.add(new InvalidRule.Issue(offset, message, remedy));
  }

  private static String name(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> name(expr.select().operand()) + "." + expr.select().field();
      default -> "";
    };
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
