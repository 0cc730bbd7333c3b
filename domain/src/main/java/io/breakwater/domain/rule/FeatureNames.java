package io.breakwater.domain.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import io.breakwater.domain.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds features that an expression names but nobody declares. */
final class FeatureNames {
  private FeatureNames() {}

  static List<InvalidRule.Issue> undeclared(CelAbstractSyntaxTree ast, Set<String> declared) {
    List<InvalidRule.Issue> issues = new ArrayList<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .forEach(
            node ->
                name(node.expr())
                    .filter(name -> !declared.contains(name))
                    .ifPresent(name -> issues.add(issue(ast, node.expr(), name, declared))));
    return issues;
  }

  private static InvalidRule.Issue issue(
      CelAbstractSyntaxTree ast, CelExpr at, String name, Set<String> declared) {
    int offset = ast.getSource().getPositionsMap().getOrDefault(at.id(), 0);
    String there = declared.isEmpty() ? "" : "; there are " + String.join(", ", declared);
    return new InvalidRule.Issue(
        offset,
        "there is no feature \"" + name + "\"",
        Suggestion.nearest(name, declared)
            .map(near -> "Did you mean \"features." + near + "\"?")
            .orElse("Declare it in features" + there));
  }

  /** Of {@code features.NAME}, {@code has(features.NAME)}, by index, and by {@code in}. */
  private static Optional<String> name(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT && isFeatures(expr.select().operand())) {
      return Optional.of(expr.select().field());
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL || expr.call().args().size() != 2) {
      return Optional.empty();
    }
    CelExpr first = expr.call().args().get(0);
    CelExpr second = expr.call().args().get(1);
    return switch (expr.call().function()) {
      case "_[_]" -> isFeatures(first) ? text(second) : Optional.empty();
      case "@in" -> isFeatures(second) ? text(first) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isFeatures(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals("features");
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
