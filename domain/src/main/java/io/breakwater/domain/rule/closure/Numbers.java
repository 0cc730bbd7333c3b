package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;
import java.util.Map;

/** Arithmetic, sizes and conversions. Integers fail when they leave 64 bits; doubles never do. */
final class Numbers {

  private static final String RANGE = "a number is out of range";
  private static final String ZERO = "division by zero";

  private final ClosureCompiler compiler;

  Numbers(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  /** An operation on two integers that may fail. */
  @FunctionalInterface
  private interface IntOperation {
    long apply(Frame frame, long a, long b);
  }

  /** An operation on two doubles. */
  @FunctionalInterface
  private interface RealOperation {
    double apply(double a, double b);
  }

  Closure.Int integer(CelExpr.CelCall call) {
    List<CelExpr> args = ClosureCompiler.operands(call);
    return switch (call.function()) {
      case "_+_" -> binary(args, Numbers::add);
      case "_-_" -> binary(args, Numbers::subtract);
      case "_*_" -> binary(args, Numbers::multiply);
      case "_/_" -> binary(args, Numbers::divide);
      case "_%_" -> binary(args, Numbers::remainder);
      case "-_" -> {
        Closure.Int operand = compiler.integer(args.get(0));
        yield frame -> subtract(frame, 0, operand.eval(frame));
      }
      case "_?_:_" -> {
        Closure.Bool when = compiler.bool(args.get(0));
        Closure.Int then = compiler.integer(args.get(1));
        Closure.Int otherwise = compiler.integer(args.get(2));
        yield frame -> {
          boolean chosen = when.eval(frame);
          if (frame.failed()) {
            return 0;
          }
          return chosen ? then.eval(frame) : otherwise.eval(frame);
        };
      }
      case "size" -> size(args.get(0));
      case "int" -> toInteger(args.get(0));
      default -> compiler.timePart(call);
    };
  }

  Closure.Real real(CelExpr.CelCall call) {
    List<CelExpr> args = ClosureCompiler.operands(call);
    return switch (call.function()) {
      case "_+_" -> binary(args, (a, b) -> a + b);
      case "_-_" -> binary(args, (a, b) -> a - b);
      case "_*_" -> binary(args, (a, b) -> a * b);
      case "_/_" -> binary(args, (a, b) -> a / b);
      case "-_" -> {
        Closure.Real operand = compiler.real(args.get(0));
        yield frame -> -operand.eval(frame);
      }
      case "_?_:_" -> {
        Closure.Bool when = compiler.bool(args.get(0));
        Closure.Real then = compiler.real(args.get(1));
        Closure.Real otherwise = compiler.real(args.get(2));
        yield frame -> {
          boolean chosen = when.eval(frame);
          if (frame.failed()) {
            return 0;
          }
          return chosen ? then.eval(frame) : otherwise.eval(frame);
        };
      }
      case "double" -> toReal(args.get(0));
      default -> throw new NotCovered("double " + call.function());
    };
  }

  private Closure.Int binary(List<CelExpr> args, IntOperation operation) {
    Closure.Int left = compiler.integer(args.get(0));
    Closure.Int right = compiler.integer(args.get(1));
    return frame -> {
      long a = left.eval(frame);
      if (frame.failed()) {
        return 0;
      }
      long b = right.eval(frame);
      return frame.failed() ? 0 : operation.apply(frame, a, b);
    };
  }

  private Closure.Real binary(List<CelExpr> args, RealOperation operation) {
    Closure.Real left = compiler.real(args.get(0));
    Closure.Real right = compiler.real(args.get(1));
    return frame -> {
      double a = left.eval(frame);
      return frame.failed() ? 0 : operation.apply(a, right.eval(frame));
    };
  }

  private static long add(Frame frame, long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      frame.fail(RANGE);
    }
    return sum;
  }

  private static long subtract(Frame frame, long a, long b) {
    long difference = a - b;
    if (!frame.failed() && ((a ^ b) & (a ^ difference)) < 0) {
      frame.fail(RANGE);
    }
    return difference;
  }

  private static long multiply(Frame frame, long a, long b) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) != low >> 63) {
      frame.fail(RANGE);
    }
    return low;
  }

  private static long divide(Frame frame, long a, long b) {
    if (b == 0) {
      frame.fail(ZERO);
      return 0;
    }
    if (a == Long.MIN_VALUE && b == -1) {
      frame.fail(RANGE);
    }
    return a / b;
  }

  private static long remainder(Frame frame, long a, long b) {
    if (b == 0) {
      frame.fail(ZERO);
      return 0;
    }
    return a % b;
  }

  /** In code points, not in Java's chars. */
  private Closure.Int size(CelExpr operand) {
    if (compiler.kind(operand) == CelKind.MAP) {
      Closure.Obj<Map<String, ?>> map = compiler.map(operand);
      return frame -> map.eval(frame).size();
    }
    if (compiler.kind(operand) != CelKind.STRING) {
      throw new NotCovered("size of " + compiler.kind(operand));
    }
    Closure.Obj<String> text = compiler.text(operand);
    return frame -> {
      String value = text.eval(frame);
      return frame.failed() ? 0 : value.codePointCount(0, value.length());
    };
  }

  private Closure.Int toInteger(CelExpr operand) {
    return switch (compiler.kind(operand)) {
      case INT -> compiler.integer(operand);
      case DOUBLE -> {
        Closure.Real number = compiler.real(operand);
        yield frame -> {
          double value = number.eval(frame);
          if (!frame.failed() && Math.getExponent(value) >= 63) { // infinity and NaN too
            frame.fail(RANGE);
          }
          return (long) value;
        };
      }
      case STRING -> {
        Closure.Obj<String> text = compiler.text(operand);
        yield frame -> {
          String value = text.eval(frame);
          try {
            return frame.failed() ? 0 : Long.parseLong(value);
          } catch (NumberFormatException e) {
            frame.fail("a text is not a whole number");
            return 0;
          }
        };
      }
      default -> throw new NotCovered("int of " + compiler.kind(operand));
    };
  }

  private Closure.Real toReal(CelExpr operand) {
    return switch (compiler.kind(operand)) {
      case DOUBLE -> compiler.real(operand);
      case INT -> {
        Closure.Int number = compiler.integer(operand);
        yield frame -> (double) number.eval(frame);
      }
      case STRING -> {
        Closure.Obj<String> text = compiler.text(operand);
        yield frame -> {
          String value = text.eval(frame);
          try {
            return frame.failed() ? 0 : Double.parseDouble(value);
          } catch (NumberFormatException e) {
            frame.fail("a text is not a number");
            return 0;
          }
        };
      }
      default -> throw new NotCovered("double of " + compiler.kind(operand));
    };
  }
}
