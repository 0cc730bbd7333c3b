package io.breakwater.domain.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field of the event that an expression compares with a text.
 *
 * @param name as conditions call it: {@code event.type}, {@code event.attributes.market}
 * @param how the comparison
 * @param text what it is compared with
 */
public record Comparison(String name, How how, String text) {

  /** What makes it true. */
  public enum How {
    EQUALS,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS
  }

  private static final Map<String, How> METHODS =
      Map.of("startsWith", How.STARTS_WITH, "endsWith", How.ENDS_WITH, "contains", How.CONTAINS);

  /** True for a value with which the comparison holds. */
  public boolean holds(String value) {
    return switch (how) {
      case EQUALS -> value.equals(text);
      case STARTS_WITH -> value.startsWith(text);
      case ENDS_WITH -> value.endsWith(text);
      case CONTAINS -> value.contains(text);
    };
  }

  /** The comparison as a condition writes it. */
  @Override
  public String toString() {
    return switch (how) {
      case EQUALS -> "%s == \"%s\"".formatted(name, text);
      case STARTS_WITH -> "%s.startsWith(\"%s\")".formatted(name, text);
      case ENDS_WITH -> "%s.endsWith(\"%s\")".formatted(name, text);
      case CONTAINS -> "%s.contains(\"%s\")".formatted(name, text);
    };
  }

  /** Every comparison of an expression that was compiled before; of a list, one for each value. */
  public static List<Comparison> in(Expression expression) {
    List<Comparison> found = new ArrayList<>();
    CelNavigableAst.fromAst(RuleCompiler.parsed(expression.expression()))
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(node -> call(node.expr().call(), found));
    return found;
  }

  private static void call(CelExpr.CelCall call, List<Comparison> found) {
    List<CelExpr> args = call.args();
    switch (call.function()) {
      case "_==_" -> {
        note(args.get(0), How.EQUALS, args.get(1), found);
        note(args.get(1), How.EQUALS, args.get(0), found);
      }
      case "@in" -> {
        if (args.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
          args.get(1)
              .list()
              .elements()
              .forEach(value -> note(args.get(0), How.EQUALS, value, found));
        }
      }
      default -> {
        How how = METHODS.get(call.function());
        if (how != null && call.target().isPresent()) {
          note(call.target().get(), how, args.get(0), found);
        }
      }
    }
  }

  private static void note(CelExpr what, How how, CelExpr literal, List<Comparison> found) {
    Optional<String> text = text(literal);
    String name = name(what);
    if (text.isPresent() && name.startsWith("event.")) {
      found.add(new Comparison(name, how, text.get()));
    }
  }

  /** A field by its path, an attribute by its index too; empty if it is neither. */
  private static String name(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> {
        String before = name(expr.select().operand());
        yield before.isEmpty() ? "" : before + "." + expr.select().field();
      }
      case CALL ->
          expr.call().function().equals("_[_]")
              ? text(expr.call().args().get(1))
                  .map(key -> name(expr.call().args().get(0)) + "." + key)
                  .orElse("")
              : "";
      default -> "";
    };
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
