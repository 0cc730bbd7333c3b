package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.Optional;

/** Equality and order, per type of the operands. */
final class Comparisons {

  private static final double LONG_MAX = (double) Long.MAX_VALUE;
  private static final double LONG_MIN = (double) Long.MIN_VALUE;

  private final ClosureCompiler compiler;

  Comparisons(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  /** What a comparison's sign must be. */
  enum Order {
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    boolean holds(int sign) {
      return switch (this) {
        case LESS -> sign < 0;
        case AT_MOST -> sign <= 0;
        case GREATER -> sign > 0;
        case AT_LEAST -> sign >= 0;
      };
    }
  }

  Closure.Bool equal(CelExpr left, CelExpr right) {
    CelKind kind = compiler.kind(left);
    if (kind != compiler.kind(right)) {
      throw new NotCovered("equality of " + kind + " and " + compiler.kind(right));
    }
    return switch (kind) {
      case BOOL -> equal(compiler.bool(left), compiler.bool(right));
      case INT -> equal(compiler.integer(left), compiler.integer(right));
      case DOUBLE -> equal(compiler.real(left), compiler.real(right));
      case STRING -> equalTexts(left, right);
      case TIMESTAMP -> equalObjects(compiler.timestamp(left), compiler.timestamp(right));
      case DURATION -> equalObjects(compiler.duration(left), compiler.duration(right));
      default -> throw new NotCovered("equality of " + kind);
    };
  }

  private static Closure.Bool equal(Closure.Bool left, Closure.Bool right) {
    return frame -> {
      boolean a = left.eval(frame);
      return !frame.failed() && a == right.eval(frame);
    };
  }

  private static Closure.Bool equal(Closure.Int left, Closure.Int right) {
    return frame -> {
      long a = left.eval(frame);
      return !frame.failed() && a == right.eval(frame);
    };
  }

  private static Closure.Bool equal(Closure.Real left, Closure.Real right) {
    return frame -> {
      double a = left.eval(frame);
      return !frame.failed() && a == right.eval(frame);
    };
  }

  private Closure.Bool equalTexts(CelExpr left, CelExpr right) {
    Optional<String> constant = ClosureCompiler.constantText(right);
    if (constant.isEmpty()) {
      return equalObjects(compiler.text(left), compiler.text(right));
    }
    String expected = constant.get();
    Closure.Obj<String> text = compiler.text(left);
    return frame -> expected.equals(text.eval(frame));
  }

  private static <T> Closure.Bool equalObjects(Closure.Obj<T> left, Closure.Obj<T> right) {
    return frame -> {
      T a = left.eval(frame);
      return !frame.failed() && a.equals(right.eval(frame));
    };
  }

  Closure.Bool ordered(CelExpr left, CelExpr right, Order order) {
    CelKind a = compiler.kind(left);
    CelKind b = compiler.kind(right);
    if (a == CelKind.DOUBLE && b == CelKind.INT) {
      return mixed(compiler.real(left), compiler.integer(right), order);
    }
    if (a == CelKind.INT && b == CelKind.DOUBLE) {
      return mixed(compiler.integer(left), compiler.real(right), order);
    }
    if (a != b) {
      throw new NotCovered("order of " + a + " and " + b);
    }
    return switch (a) {
      case INT -> integers(compiler.integer(left), compiler.integer(right), order);
      case DOUBLE -> reals(compiler.real(left), compiler.real(right), order);
      case STRING -> objects(compiler.text(left), compiler.text(right), order);
      case TIMESTAMP -> objects(compiler.timestamp(left), compiler.timestamp(right), order);
      case DURATION -> objects(compiler.duration(left), compiler.duration(right), order);
      default -> throw new NotCovered("order of " + a);
    };
  }

  private static Closure.Bool integers(Closure.Int left, Closure.Int right, Order order) {
    return frame -> {
      long a = left.eval(frame);
      if (frame.failed()) {
        return false;
      }
      return order.holds(Long.compare(a, right.eval(frame)));
    };
  }

  /** By Java's operators, so that nothing holds for NaN. */
  private static Closure.Bool reals(Closure.Real left, Closure.Real right, Order order) {
    return frame -> {
      double a = left.eval(frame);
      if (frame.failed()) {
        return false;
      }
      double b = right.eval(frame);
      return switch (order) {
        case LESS -> a < b;
        case AT_MOST -> a <= b;
        case GREATER -> a > b;
        case AT_LEAST -> a >= b;
      };
    };
  }

  private static Closure.Bool mixed(Closure.Real left, Closure.Int right, Order order) {
    return frame -> {
      double a = left.eval(frame);
      return !frame.failed() && order.holds(compare(a, right.eval(frame)));
    };
  }

  private static Closure.Bool mixed(Closure.Int left, Closure.Real right, Order order) {
    return frame -> {
      long a = left.eval(frame);
      return !frame.failed() && order.holds(-compare(right.eval(frame), a));
    };
  }

  private static <T extends Comparable<T>> Closure.Bool objects(
      Closure.Obj<T> left, Closure.Obj<T> right, Order order) {
    return frame -> {
      T a = left.eval(frame);
      if (frame.failed()) {
        return false;
      }
      T b = right.eval(frame);
      return !frame.failed() && order.holds(a.compareTo(b));
    };
  }

  /** As cel-java compares the two; a long beyond a double's precision is rounded. */
  private static int compare(double d, long l) {
    if (d < LONG_MIN) {
      return -1;
    }
    if (d > LONG_MAX) {
      return 1;
    }
    return Double.compare(d, (double) l);
  }
}
