package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import java.util.List;

/** Text that an expression makes. */
final class Texts {

  private final ClosureCompiler compiler;

  Texts(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  Closure.Obj<String> call(CelExpr.CelCall call) {
    List<CelExpr> args = ClosureCompiler.operands(call);
    return switch (call.function()) {
      case "_+_" -> join(compiler.text(args.get(0)), compiler.text(args.get(1)));
      case "_?_:_" ->
          choose(
              compiler.bool(args.get(0)), compiler.text(args.get(1)), compiler.text(args.get(2)));
      case "string" -> of(args.get(0));
      default -> throw new NotCovered("string " + call.function());
    };
  }

  private static Closure.Obj<String> join(Closure.Obj<String> left, Closure.Obj<String> right) {
    return frame -> {
      String a = left.eval(frame);
      if (frame.failed()) {
        return null;
      }
      String b = right.eval(frame);
      return frame.failed() ? null : a.concat(b);
    };
  }

  private static Closure.Obj<String> choose(
      Closure.Bool when, Closure.Obj<String> then, Closure.Obj<String> otherwise) {
    return frame -> {
      boolean chosen = when.eval(frame);
      if (frame.failed()) {
        return null;
      }
      return chosen ? then.eval(frame) : otherwise.eval(frame);
    };
  }

  private Closure.Obj<String> of(CelExpr operand) {
    return switch (compiler.kind(operand)) {
      case STRING -> compiler.text(operand);
      case INT -> {
        Closure.Int number = compiler.integer(operand);
        yield frame -> Long.toString(number.eval(frame));
      }
      case DOUBLE -> {
        Closure.Real number = compiler.real(operand);
        yield frame -> Double.toString(number.eval(frame));
      }
      case BOOL -> {
        Closure.Bool truth = compiler.bool(operand);
        yield frame -> Boolean.toString(truth.eval(frame));
      }
      default -> throw new NotCovered("string of " + compiler.kind(operand));
    };
  }
}
