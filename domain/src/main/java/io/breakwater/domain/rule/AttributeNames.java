package io.breakwater.domain.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which keys of {@code event.attributes} an expression names, by field or by index. */
final class AttributeNames {
  private AttributeNames() {}

  static Set<String> in(CelAbstractSyntaxTree ast) {
    Set<String> names = new TreeSet<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .forEach(node -> name(node.expr()).ifPresent(names::add));
    return Set.copyOf(names);
  }

  private static Optional<String> name(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT && isAttributes(expr.select().operand())) {
      return Optional.of(expr.select().field());
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals("_[_]")
        && isAttributes(expr.call().args().get(0))) {
      return text(expr.call().args().get(1));
    }
    return Optional.empty();
  }

  /** True for {@code event.attributes}. */
  static boolean isAttributes(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.SELECT
        && expr.select().field().equals("attributes")
        && !expr.select().testOnly()
        && expr.select().operand().getKind() == CelExpr.ExprKind.Kind.IDENT
        && expr.select().operand().ident().name().equals("event");
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
