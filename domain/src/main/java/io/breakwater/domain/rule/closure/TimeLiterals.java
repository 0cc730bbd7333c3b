package io.breakwater.domain.rule.closure;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Reads {@code timestamp("…")} and {@code duration("…")} as cel-java does, once, at load. */
final class TimeLiterals {
  private TimeLiterals() {}

  private static final CelRuntime.Program TIMESTAMP = program("timestamp(text)");
  private static final CelRuntime.Program DURATION = program("duration(text)");

  static Instant timestamp(String text) {
    return (Instant) eval(TIMESTAMP, text);
  }

  static Duration duration(String text) {
    return (Duration) eval(DURATION, text);
  }

  private static Object eval(CelRuntime.Program program, String text) {
    try {
      return program.eval(Map.of("text", text));
    } catch (CelEvaluationException e) {
      throw new NotCovered("literal " + text);
    }
  }

  private static CelRuntime.Program program(String expression) {
    Cel cel = CelFactory.plannerCelBuilder().addVar("text", SimpleType.STRING).build();
    try {
      return cel.createProgram(cel.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }
}
