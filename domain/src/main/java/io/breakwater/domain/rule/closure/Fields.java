package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.rule.Facts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What an expression reads: fields of the event, attributes, features, score, priority, desk. */
final class Fields {

  private final ClosureCompiler compiler;

  Fields(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  /** {@code has(…)}; a plain field of type bool does not exist. */
  Closure.Bool has(CelExpr.CelSelect select) {
    if (!select.testOnly()) {
      throw new NotCovered("bool field " + select.field());
    }
    String field = select.field();
    if (isEvent(select.operand())) {
      return switch (field) {
        case "amount" -> frame -> frame.facts.event().amount() != null;
        case "currency" -> frame -> frame.facts.event().currency() != null;
        case "desk_hint" -> frame -> frame.facts.event().deskHint() != null;
        default -> ClosureCompiler.constant(true); // the event always has it
      };
    }
    Closure.Obj<Map<String, ?>> map = map(select.operand());
    return frame -> map.eval(frame).containsKey(field);
  }

  Closure.Int integer(String variable) {
    if (!variable.equals("score")) {
      throw new NotCovered("int " + variable);
    }
    return frame -> frame.facts.score();
  }

  Closure.Obj<String> text(String variable) {
    return switch (variable) {
      case "priority" ->
          known("priority", facts -> facts.priority() == null ? null : facts.priority().name());
      case "desk" -> known("desk", Facts::desk);
      default -> throw new NotCovered("string " + variable);
    };
  }

  Closure.Obj<String> text(CelExpr expr) {
    CelExpr.CelSelect select = expr.select();
    if (!isEvent(select.operand())) {
      return attribute(map(select.operand()), new Closure.Text(select.field()));
    }
    return switch (select.field()) {
      case "type" -> frame -> frame.facts.event().type();
      case "severity" -> frame -> frame.facts.event().severity().name();
      case "kind" -> frame -> frame.facts.event().kind().name();
      case "source_id" -> frame -> frame.facts.event().sourceId();
      case "exception_id" -> frame -> frame.facts.event().exceptionId();
      case "currency" -> optional("currency", ExceptionEvent::currency);
      case "desk_hint" -> optional("desk_hint", ExceptionEvent::deskHint);
      default -> throw new NotCovered("event." + select.field());
    };
  }

  /** {@code event.attributes["key"]}. */
  Closure.Obj<String> attribute(CelExpr index) {
    return attribute(map(index.call().args().get(0)), compiler.text(index.call().args().get(1)));
  }

  private static Closure.Obj<String> attribute(
      Closure.Obj<Map<String, ?>> map, Closure.Obj<String> key) {
    Closure.Obj<Object> value = value(map, key, "attribute", "event.attributes");
    return frame -> (String) value.eval(frame);
  }

  /** {@code features["key"]}. */
  Closure.Real feature(CelExpr index) {
    return feature(map(index.call().args().get(0)), compiler.text(index.call().args().get(1)));
  }

  private static Closure.Real feature(Closure.Obj<Map<String, ?>> map, Closure.Obj<String> key) {
    Closure.Obj<Object> value = value(map, key, "feature", "features");
    return frame -> value.eval(frame) instanceof Double number ? number : 0;
  }

  Closure.Real real(CelExpr expr) {
    CelExpr.CelSelect select = expr.select();
    if (!isEvent(select.operand())) {
      return feature(map(select.operand()), new Closure.Text(select.field()));
    }
    if (!select.field().equals("amount")) {
      throw new NotCovered("event." + select.field());
    }
    Closure.Obj<BigDecimal> amount = optional("amount", ExceptionEvent::amount);
    return frame -> {
      BigDecimal value = amount.eval(frame);
      return value == null ? 0 : value.doubleValue();
    };
  }

  Closure.Obj<Instant> timestamp(CelExpr expr) {
    if (!isEvent(expr.select().operand()) || !expr.select().field().equals("occurred_at")) {
      throw new NotCovered("timestamp " + expr.select().field());
    }
    return frame -> frame.facts.event().occurredAt();
  }

  Closure.Obj<Map<String, ?>> map(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals("features")) {
      return frame -> frame.facts.features();
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT
        && isEvent(expr.select().operand())
        && expr.select().field().equals("attributes")
        && !expr.select().testOnly()) {
      return frame -> frame.facts.event().attributes();
    }
    throw new NotCovered("map");
  }

  private static boolean isEvent(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals("event");
  }

  private static <T> Closure.Obj<T> optional(String field, Function<ExceptionEvent, T> read) {
    String missing = "the event has no %s: guard it with has(event.%s)".formatted(field, field);
    return frame -> {
      T value = read.apply(frame.facts.event());
      if (value == null) {
        frame.fail(missing);
      }
      return value;
    };
  }

  private static Closure.Obj<String> known(String variable, Function<Facts, String> read) {
    String missing = "the " + variable + " is not known yet";
    return frame -> {
      String value = read.apply(frame.facts);
      if (value == null) {
        frame.fail(missing);
      }
      return value;
    };
  }

  private static Closure.Obj<Object> value(
      Closure.Obj<Map<String, ?>> map, Closure.Obj<String> key, String what, String path) {
    if (key instanceof Closure.Text constant) {
      String name = constant.value();
      String missing =
          "the event has no %s \"%s\": guard it with \"%s\" in %s"
              .formatted(what, name, name, path);
      return frame -> {
        Object value = map.eval(frame).get(name);
        if (value == null) {
          frame.fail(missing);
        }
        return value;
      };
    }
    String missing = "the event has no %s of that name: guard it with in %s".formatted(what, path);
    return frame -> {
      String name = key.eval(frame);
      if (frame.failed()) {
        return null;
      }
      Object value = map.eval(frame).get(name);
      if (value == null) {
        frame.fail(missing);
      }
      return value;
    };
  }
}
