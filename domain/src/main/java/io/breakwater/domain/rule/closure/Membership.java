package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code in}: a key of a map, or one of a list that is written out. */
final class Membership {

  private final ClosureCompiler compiler;

  Membership(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  Closure.Bool in(CelExpr value, CelExpr container) {
    if (container.getKind() == CelExpr.ExprKind.Kind.LIST) {
      return inList(value, container.list());
    }
    if (compiler.kind(container) == CelKind.MAP) {
      return inMap(compiler.text(value), compiler.map(container));
    }
    throw new NotCovered("in " + container.getKind());
  }

  private static Closure.Bool inMap(Closure.Obj<String> key, Closure.Obj<Map<String, ?>> map) {
    return frame -> {
      String name = key.eval(frame);
      return !frame.failed() && map.eval(frame).containsKey(name);
    };
  }

  private Closure.Bool inList(CelExpr value, CelExpr.CelList list) {
    CelKind kind = compiler.kind(value);
    boolean same = list.elements().stream().allMatch(e -> compiler.kind(e) == kind);
    if (!same || !list.optionalIndices().isEmpty()) {
      throw new NotCovered("in a mixed list");
    }
    return switch (kind) {
      case STRING -> texts(value, list.elements());
      case INT -> integers(value, list.elements());
      case DOUBLE -> reals(value, list.elements());
      default -> throw new NotCovered("in a list of " + kind);
    };
  }

  private Closure.Bool texts(CelExpr value, List<CelExpr> elements) {
    Closure.Obj<String> text = compiler.text(value);
    List<Optional<String>> constants =
        elements.stream().map(ClosureCompiler::constantText).toList();
    if (constants.stream().allMatch(Optional::isPresent)) {
      Set<String> known = constants.stream().map(Optional::get).collect(Collectors.toSet());
      return frame -> {
        String candidate = text.eval(frame);
        return !frame.failed() && known.contains(candidate);
      };
    }
    List<Closure.Obj<String>> others = elements.stream().map(compiler::text).toList();
    return frame -> {
      String candidate = text.eval(frame);
      boolean found = false;
      for (int i = 0; i < others.size() && !frame.failed(); i++) {
        String other = others.get(i).eval(frame);
        found |= !frame.failed() && other.equals(candidate);
      }
      return found;
    };
  }

  private Closure.Bool integers(CelExpr value, List<CelExpr> elements) {
    Closure.Int number = compiler.integer(value);
    List<Closure.Int> others = elements.stream().map(compiler::integer).toList();
    return frame -> {
      long candidate = number.eval(frame);
      boolean found = false;
      for (int i = 0; i < others.size() && !frame.failed(); i++) {
        found |= others.get(i).eval(frame) == candidate;
      }
      return found;
    };
  }

  /** As cel-java: unlike with {@code ==}, NaN is found in a list that has it. */
  private Closure.Bool reals(CelExpr value, List<CelExpr> elements) {
    Closure.Real number = compiler.real(value);
    List<Closure.Real> others = elements.stream().map(compiler::real).toList();
    return frame -> {
      double candidate = number.eval(frame);
      boolean found = false;
      for (int i = 0; i < others.size() && !frame.failed(); i++) {
        double other = others.get(i).eval(frame);
        found |= other == candidate || Double.compare(other, candidate) == 0;
      }
      return found;
    };
  }
}
