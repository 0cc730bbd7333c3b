package io.breakwater.app.traffic;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What breaks at a bank, invented from a random generator. */
final class Breakages {
  private static final List<String> COUNTERPARTIES =
      List.of("ALDER BANK", "BIRCH SECURITIES", "CEDAR TRUST", "ELM CAPITAL", "HAZEL CLEARING");
  private static final List<String> REGIONS = List.of("EMEA", "EMEA", "APAC", "AMER");
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "GBP", "JPY", "CHF");

  private record Family(String source, String prefix, List<String> types) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "settlement-engine",
              "STL",
              List.of("settlement.fail", "settlement.unmatched", "settlement.late-instruction")),
          new Family(
              "payment-hub",
              "PAY",
              List.of("payment.rejected", "payment.timeout", "payment.sanctions-hit")),
          new Family("recon-engine", "REC", List.of("recon.break", "recon.missing-statement")));

  private Breakages() {}

  static ExceptionEvent raise(SplittableRandom random, String run, long number, Instant at) {
    Family family = pick(random, FAMILIES);
    return new ExceptionEvent(
        "%s-%s-%06d".formatted(family.prefix(), run, number),
        family.source(),
        Kind.RAISED,
        pick(random, family.types()),
        severity(random),
        at,
        amount(random),
        pick(random, CURRENCIES),
        null,
        attributes(random));
  }

  private static Severity severity(SplittableRandom random) {
    int dice = random.nextInt(100);
    if (dice < 4) {
      return Severity.CRITICAL;
    }
    return dice < 20 ? Severity.HIGH : dice < 70 ? Severity.MEDIUM : Severity.LOW;
  }

  /** Most breaks are small, a few are very large. */
  private static BigDecimal amount(SplittableRandom random) {
    double magnitude = 2 + 5 * Math.pow(random.nextDouble(), 1.5);
    return BigDecimal.valueOf(Math.round(Math.pow(10, magnitude) * 100), 2);
  }

  private static Map<String, String> attributes(SplittableRandom random) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("counterparty", pick(random, COUNTERPARTIES));
    attributes.put("region", pick(random, REGIONS));
    attributes.put("account", "%010d".formatted(random.nextInt(1_000_000_000)));
    if (random.nextInt(4) == 0) {
      attributes.put("cutoff", "today");
    }
    return attributes;
  }

  private static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
