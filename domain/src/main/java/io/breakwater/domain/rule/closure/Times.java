package io.breakwater.domain.rule.closure;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.function.ToLongFunction;

/** Timestamps, durations and the parts of a date in a time zone. */
final class Times {

  private final ClosureCompiler compiler;

  Times(ClosureCompiler compiler) {
    this.compiler = compiler;
  }

  /** {@code timestamp("…")}: known when the policy loads. */
  Closure.Obj<Instant> timestamp(CelExpr.CelCall call) {
    Instant value =
        TimeLiterals.timestamp(literal(call, "timestamp"))
            .orElseThrow(() -> new NotCovered("malformed timestamp"));
    return frame -> value;
  }

  /** {@code duration("…")}, or the time between two timestamps. */
  Closure.Obj<Duration> duration(CelExpr.CelCall call) {
    List<CelExpr> args = ClosureCompiler.operands(call);
    if (call.function().equals("_-_") && compiler.kind(args.get(0)) == CelKind.TIMESTAMP) {
      Closure.Obj<Instant> left = compiler.timestamp(args.get(0));
      Closure.Obj<Instant> right = compiler.timestamp(args.get(1));
      return frame -> Duration.between(right.eval(frame), left.eval(frame));
    }
    Duration value =
        TimeLiterals.duration(literal(call, "duration"))
            .orElseThrow(() -> new NotCovered("malformed duration"));
    return frame -> value;
  }

  private static String literal(CelExpr.CelCall call, String function) {
    if (!call.function().equals(function)) {
      throw new NotCovered(function + " from " + call.function());
    }
    return ClosureCompiler.constantText(call.args().get(0))
        .orElseThrow(() -> new NotCovered("variable " + function));
  }

  /** {@code getHours()} and its like; months and days count from 0 where CEL says so. */
  Closure.Int part(CelExpr.CelCall call) {
    ToLongFunction<LocalDateTime> part =
        switch (call.function()) {
          case "getFullYear" -> LocalDateTime::getYear;
          case "getMonth" -> t -> t.getMonthValue() - 1;
          case "getDate" -> LocalDateTime::getDayOfMonth;
          case "getDayOfMonth" -> t -> t.getDayOfMonth() - 1;
          case "getDayOfYear" -> t -> t.getDayOfYear() - 1;
          case "getDayOfWeek" -> t -> t.getDayOfWeek().getValue() % 7; // Sunday is 0
          case "getHours" -> LocalDateTime::getHour;
          case "getMinutes" -> LocalDateTime::getMinute;
          case "getSeconds" -> LocalDateTime::getSecond;
          case "getMilliseconds" -> t -> t.get(ChronoField.MILLI_OF_SECOND);
          default -> throw new NotCovered("int " + call.function());
        };
    CelExpr receiver = call.target().orElseThrow(() -> new NotCovered(call.function()));
    if (compiler.kind(receiver) != CelKind.TIMESTAMP) {
      throw new NotCovered(call.function() + " of " + compiler.kind(receiver));
    }
    Closure.Obj<Instant> timestamp = compiler.timestamp(receiver);
    ZoneId zone = call.args().isEmpty() ? ZoneOffset.UTC : zone(call.args().get(0));
    return frame -> {
      Instant value = timestamp.eval(frame);
      return frame.failed() ? 0 : part.applyAsLong(LocalDateTime.ofInstant(value, zone));
    };
  }

  private static ZoneId zone(CelExpr expr) {
    String name =
        ClosureCompiler.constantText(expr).orElseThrow(() -> new NotCovered("variable zone"));
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new NotCovered("zone " + name); // CEL also knows offsets like -9:30
    }
  }
}
