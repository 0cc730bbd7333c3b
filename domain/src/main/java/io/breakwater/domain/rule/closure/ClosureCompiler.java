package io.breakwater.domain.rule.closure;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.NumberExpression;
import io.breakwater.domain.rule.TextExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compiles a checked CEL expression to closures over the facts. Covers what policies use: fields,
 * attributes, features, logic, comparisons, arithmetic, membership, text and time functions. The
 * rest (comprehensions, lists and maps as values, unsigned numbers, bytes, dynamic types) it
 * declines.
 */
public final class ClosureCompiler {

  private final CelAbstractSyntaxTree ast;
  private final Fields fields = new Fields(this);
  private final Booleans booleans = new Booleans(this);
  private final Numbers numbers = new Numbers(this);
  private final Texts texts = new Texts(this);
  private final Times times = new Times(this);

  private ClosureCompiler(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * The condition, or empty if the expression has something that is not covered.
   *
   * @param ast checked, of type bool
   */
  public static Optional<Condition> condition(
      String expression, Set<String> attributes, CelAbstractSyntaxTree ast) {
    return covered(
        () ->
            new CompiledCondition(
                expression, attributes, new ClosureCompiler(ast).bool(ast.getExpr())));
  }

  /** As {@link #condition}, of type string. */
  public static Optional<TextExpression> text(
      String expression, Set<String> attributes, CelAbstractSyntaxTree ast) {
    return covered(
        () ->
            new CompiledText(expression, attributes, new ClosureCompiler(ast).text(ast.getExpr())));
  }

  /** As {@link #condition}, of type double. */
  public static Optional<NumberExpression> number(
      String expression, Set<String> attributes, CelAbstractSyntaxTree ast) {
    return covered(
        () ->
            new CompiledNumber(
                expression, attributes, new ClosureCompiler(ast).real(ast.getExpr())));
  }

  private static <T> Optional<T> covered(Supplier<T> compilation) {
    try {
      return Optional.of(compilation.get());
    } catch (NotCovered e) {
      return Optional.empty();
    }
  }

  Closure.Bool bool(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant().booleanValue());
      case CALL -> booleans.call(expr);
      case SELECT -> fields.has(expr.select());
      default -> throw new NotCovered("bool " + expr.getKind());
    };
  }

  Closure.Int integer(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> {
        long value = expr.constant().int64Value();
        yield frame -> value;
      }
      case CALL -> numbers.integer(expr.call());
      case IDENT -> fields.integer(expr.ident().name());
      default -> throw new NotCovered("int " + expr.getKind());
    };
  }

  Closure.Real real(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> {
        double value = expr.constant().doubleValue();
        yield frame -> value;
      }
      case CALL -> isIndex(expr) ? fields.feature(expr) : numbers.real(expr.call());
      case SELECT -> fields.real(expr);
      default -> throw new NotCovered("double " + expr.getKind());
    };
  }

  Closure.Obj<String> text(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> new Closure.Text(expr.constant().stringValue());
      case CALL -> isIndex(expr) ? fields.attribute(expr) : texts.call(expr.call());
      case IDENT -> fields.text(expr.ident().name());
      case SELECT -> fields.text(expr);
      default -> throw new NotCovered("string " + expr.getKind());
    };
  }

  Closure.Obj<Instant> timestamp(CelExpr expr) {
    return switch (expr.getKind()) {
      case CALL -> times.timestamp(expr.call());
      case SELECT -> fields.timestamp(expr);
      default -> throw new NotCovered("timestamp " + expr.getKind());
    };
  }

  Closure.Obj<Duration> duration(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      throw new NotCovered("duration " + expr.getKind());
    }
    return times.duration(expr.call());
  }

  /** {@code event.attributes} or {@code features}. */
  Closure.Obj<Map<String, ?>> map(CelExpr expr) {
    return fields.map(expr);
  }

  Closure.Int timePart(CelExpr.CelCall call) {
    return times.part(call);
  }

  CelKind kind(CelExpr expr) {
    return ast.getTypeOrThrow(expr.id()).kind();
  }

  static Closure.Bool constant(boolean value) {
    return frame -> value;
  }

  static boolean isIndex(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("_[_]");
  }

  static Optional<String> constantText(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  /** The receiver, if there is one, and the arguments. */
  static List<CelExpr> operands(CelExpr.CelCall call) {
    if (call.target().isEmpty()) {
      return call.args();
    }
    List<CelExpr> all = new ArrayList<>();
    all.add(call.target().get());
    all.addAll(call.args());
    return List.copyOf(all);
  }
}
