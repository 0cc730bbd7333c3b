package io.breakwater.domain.rule.closure;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;
import java.util.function.BiPredicate;

/** Logic and the predicates on text. */
final class Booleans {

  private final ClosureCompiler compiler;
  private final Comparisons comparisons;
  private final Membership membership;

  Booleans(ClosureCompiler compiler) {
    this.compiler = compiler;
    this.comparisons = new Comparisons(compiler);
    this.membership = new Membership(compiler);
  }

  Closure.Bool call(CelExpr expr) {
    List<CelExpr> args = ClosureCompiler.operands(expr.call());
    return switch (expr.call().function()) {
      case "_&&_" -> and(compiler.bool(args.get(0)), compiler.bool(args.get(1)));
      case "_||_" -> or(compiler.bool(args.get(0)), compiler.bool(args.get(1)));
      case "!_" -> not(compiler.bool(args.get(0)));
      case "_?_:_" ->
          choose(
              compiler.bool(args.get(0)), compiler.bool(args.get(1)), compiler.bool(args.get(2)));
      case "_==_" -> comparisons.equal(args.get(0), args.get(1));
      case "_!=_" -> not(comparisons.equal(args.get(0), args.get(1)));
      case "_<_" -> comparisons.ordered(args.get(0), args.get(1), Comparisons.Order.LESS);
      case "_<=_" -> comparisons.ordered(args.get(0), args.get(1), Comparisons.Order.AT_MOST);
      case "_>_" -> comparisons.ordered(args.get(0), args.get(1), Comparisons.Order.GREATER);
      case "_>=_" -> comparisons.ordered(args.get(0), args.get(1), Comparisons.Order.AT_LEAST);
      case "@in" -> membership.in(args.get(0), args.get(1));
      case "startsWith" -> onTexts(args, String::startsWith);
      case "endsWith" -> onTexts(args, String::endsWith);
      case "contains" -> onTexts(args, String::contains);
      case "matches" -> matches(args.get(0), args.get(1));
      default -> throw new NotCovered(expr.call().function());
    };
  }

  /** CEL's and: false if either side is false, even if the other fails. */
  private static Closure.Bool and(Closure.Bool left, Closure.Bool right) {
    return frame -> {
      boolean a = left.eval(frame);
      if (!frame.failed()) {
        return a && right.eval(frame);
      }
      String why = frame.forget();
      boolean b = right.eval(frame);
      if (frame.failed() || b) {
        frame.fail(why);
      }
      return false;
    };
  }

  /** CEL's or: true if either side is true, even if the other fails. */
  private static Closure.Bool or(Closure.Bool left, Closure.Bool right) {
    return frame -> {
      boolean a = left.eval(frame);
      if (!frame.failed()) {
        return a || right.eval(frame);
      }
      String why = frame.forget();
      boolean b = right.eval(frame);
      if (frame.failed() || !b) {
        frame.fail(why);
      }
      return b;
    };
  }

  /** A failure passes through: nobody looks at the value then. */
  private static Closure.Bool not(Closure.Bool operand) {
    return frame -> !operand.eval(frame);
  }

  private static Closure.Bool choose(Closure.Bool when, Closure.Bool then, Closure.Bool otherwise) {
    return frame -> {
      boolean chosen = when.eval(frame);
      if (frame.failed()) {
        return false;
      }
      return chosen ? then.eval(frame) : otherwise.eval(frame);
    };
  }

  private Closure.Bool onTexts(List<CelExpr> args, BiPredicate<String, String> predicate) {
    Closure.Obj<String> left = compiler.text(args.get(0));
    Closure.Obj<String> right = compiler.text(args.get(1));
    return frame -> {
      String a = left.eval(frame);
      if (frame.failed()) {
        return false;
      }
      String b = right.eval(frame);
      return !frame.failed() && predicate.test(a, b);
    };
  }

  /** RE2, as in cel-java: no expression takes more than linear time. */
  private Closure.Bool matches(CelExpr text, CelExpr regex) {
    if (compiler.kind(text) != CelKind.STRING) {
      throw new NotCovered("matches on " + compiler.kind(text));
    }
    Closure.Obj<String> subject = compiler.text(text);
    Pattern pattern = pattern(regex);
    return frame -> {
      String value = subject.eval(frame);
      return !frame.failed() && pattern.matcher(value).find();
    };
  }

  private static Pattern pattern(CelExpr regex) {
    String source =
        ClosureCompiler.constantText(regex).orElseThrow(() -> new NotCovered("variable regex"));
    try {
      return Pattern.compile(source);
    } catch (PatternSyntaxException e) {
      throw new NotCovered("regex " + source);
    }
  }
}
