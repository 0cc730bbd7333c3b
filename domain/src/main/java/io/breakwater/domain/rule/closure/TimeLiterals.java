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
import java.util.Optional;

/** Reads {@code timestamp("…")} and {@code duration("…")} as cel-java does, once, at load. */
public final class TimeLiterals {
  private TimeLiterals() {}

  private static final CelRuntime.Program TIMESTAMP = program("timestamp(text)");
  private static final CelRuntime.Program DURATION = program("duration(text)");

  /** The instant; empty if cel-java does not accept the text. */
  public static Optional<Instant> timestamp(String text) {
    return eval(TIMESTAMP, text).map(Instant.class::cast);
  }

  /** The duration; empty if cel-java does not accept the text. */
  public static Optional<Duration> duration(String text) {
    return eval(DURATION, text).map(Duration.class::cast);
  }

  private static Optional<Object> eval(CelRuntime.Program program, String text) {
    try {
      return Optional.of(program.eval(Map.of("text", text)));
    } catch (CelEvaluationException e) {
      return Optional.empty();
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
