package io.breakwater.domain.rule;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random well-typed expressions and random facts for them, with gaps in both. */
final class RandomRules {

  private static final List<String> WORDS =
      List.of("", "EU", "US", "XETR", "P1", "HIGH", "settlement.fail", "é𝄞", "12", "-7", "1.5");
  private static final List<String> KEYS = List.of("market", "region", "count", "rate", "gone");

  private final Random random;

  RandomRules(Random random) {
    this.random = random;
  }

  String bool(int depth) {
    if (depth == 0) {
      return one("true", "false", "has(event.amount)", "has(event.attributes.market)");
    }
    int d = depth - 1;
    return switch (random.nextInt(22)) {
      case 0, 1, 2 -> "(" + bool(d) + " && " + bool(d) + ")";
      case 3, 4, 5 -> "(" + bool(d) + " || " + bool(d) + ")";
      case 6 -> "!(" + bool(d) + ")";
      case 7 -> "(" + bool(d) + " ? " + bool(d) + " : " + bool(d) + ")";
      case 8 -> "(" + bool(d) + equality() + bool(d) + ")";
      case 9, 10 -> "(" + integer(d) + comparison() + integer(d) + ")";
      case 11, 12 -> "(" + real(d) + comparison() + real(d) + ")";
      case 13 -> "(" + integer(d) + order() + real(d) + ")";
      case 14 -> "(" + real(d) + order() + integer(d) + ")";
      case 15 -> "(" + text(d) + comparison() + text(d) + ")";
      case 16 -> "(" + time() + comparison() + time() + ")";
      case 17 -> "(" + duration() + comparison() + duration() + ")";
      case 18 -> text(d) + one(".startsWith(", ".endsWith(", ".contains(") + text(d) + ")";
      case 19 -> text(d) + ".matches(" + one("'^E'", "'(?i)eu|us'", "'[0-9]+$'", "''") + ")";
      case 20 -> membership(d);
      default ->
          "has("
              + one(
                  "event.amount",
                  "event.currency",
                  "event.desk_hint",
                  "event.type",
                  "event.attributes.region",
                  "features.velocity",
                  "event.attributes")
              + ")";
    };
  }

  private String membership(int d) {
    return switch (random.nextInt(5)) {
      case 0 -> "(" + text(d) + " in [" + word() + ", " + word() + "])";
      case 1 -> "(" + text(d) + " in [" + text(d) + ", " + text(d) + "])";
      case 2 -> "(" + integer(d) + " in [1, " + integer(d) + "])";
      case 3 -> "(" + real(d) + " in [" + real(d) + ", 1.5])";
      default -> "(" + text(d) + " in " + one("event.attributes", "features") + ")";
    };
  }

  private String integer(int depth) {
    if (depth == 0) {
      return one("0", "1", "-1", "7", "score", "9223372036854775807", "-9223372036854775808");
    }
    int d = depth - 1;
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> "(" + integer(d) + one(" + ", " - ", " * ", " / ", " % ") + integer(d) + ")";
      case 3 -> "-(" + integer(d) + ")";
      case 4 ->
          "size(" + (random.nextInt(4) == 0 ? one("event.attributes", "features") : text(d)) + ")";
      case 5 -> "int(" + one(integer(d), real(d), text(d)) + ")";
      case 6 -> time() + part();
      case 7 -> "(" + bool(d) + " ? " + integer(d) + " : " + integer(d) + ")";
      default -> integer(0);
    };
  }

  private String part() {
    return one(
            ".getFullYear(",
            ".getMonth(",
            ".getDate(",
            ".getDayOfMonth(",
            ".getDayOfYear(",
            ".getDayOfWeek(",
            ".getHours(",
            ".getMinutes(",
            ".getSeconds(",
            ".getMilliseconds(")
        + one("", "'America/New_York'", "'-09:30'")
        + ")";
  }

  String real(int depth) {
    if (depth == 0) {
      return one(
          "0.0",
          "-0.0",
          "1.5",
          "1e18",
          "event.amount",
          "features.velocity",
          "features['ratio']",
          "features.gone",
          "9.3e18");
    }
    int d = depth - 1;
    return switch (random.nextInt(6)) {
      case 0, 1 -> "(" + real(d) + one(" + ", " - ", " * ", " / ") + real(d) + ")";
      case 2 -> "-(" + real(d) + ")";
      case 3 -> "double(" + one(integer(d), real(d), text(d)) + ")";
      case 4 -> "(" + bool(d) + " ? " + real(d) + " : " + real(d) + ")";
      default -> real(0);
    };
  }

  String text(int depth) {
    if (depth == 0) {
      return one(
          "event.type",
          "event.severity",
          "event.kind",
          "event.source_id",
          "event.exception_id",
          "event.currency",
          "event.desk_hint",
          "priority",
          "desk",
          "event.attributes." + KEYS.get(random.nextInt(KEYS.size())),
          "event.attributes['" + KEYS.get(random.nextInt(KEYS.size())) + "']",
          word());
    }
    int d = depth - 1;
    return switch (random.nextInt(6)) {
      case 0 -> "(" + text(d) + " + " + text(d) + ")";
      case 1 -> "string(" + one(integer(d), real(d), text(d), bool(d)) + ")";
      case 2 -> "(" + bool(d) + " ? " + text(d) + " : " + text(d) + ")";
      case 3 -> "event.attributes[" + text(d) + "]";
      default -> text(0);
    };
  }

  private String time() {
    return one(
        "event.occurred_at",
        "timestamp('2011-07-01T05:32:33.125Z')",
        "timestamp('2024-02-29T23:59:59-05:00')");
  }

  private String duration() {
    return one("duration('1h')", "duration('-90.5s')", "(" + time() + " - " + time() + ")");
  }

  Facts facts() {
    Map<String, String> attributes = new HashMap<>();
    for (String key : KEYS) {
      if (!key.equals("gone") && random.nextInt(3) > 0) {
        attributes.put(key, WORDS.get(random.nextInt(WORDS.size())));
      }
    }
    Map<String, Double> features = new HashMap<>();
    if (random.nextBoolean()) {
      features.put("velocity", random.nextInt(5) * 0.5);
    }
    if (random.nextBoolean()) {
      features.put("ratio", one(-0.0, 1e300, Double.POSITIVE_INFINITY));
    }
    boolean amount = random.nextBoolean();
    ExceptionEvent event =
        new ExceptionEvent(
            "x-" + random.nextInt(3),
            "s",
            one(Kind.values()),
            one("settlement.fail", "payment.rejected"),
            one(Severity.values()),
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            amount ? BigDecimal.valueOf(random.nextInt(4000) - 2000, 2) : null,
            amount ? "EUR" : null,
            random.nextBoolean() ? "EU" : null,
            attributes);
    return new Facts(
        event,
        features,
        random.nextInt(101),
        random.nextInt(5) == 0 ? null : one(Priority.values()),
        random.nextBoolean() ? "EU" : null);
  }

  private String equality() {
    return one(" == ", " != ");
  }

  private String order() {
    return one(" < ", " <= ", " > ", " >= ");
  }

  private String comparison() {
    return random.nextBoolean() ? equality() : order();
  }

  private String word() {
    return "'" + WORDS.get(random.nextInt(WORDS.size())) + "'";
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
