package io.breakwater.benchmarks.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/** Settlement fails of about 600 bytes, a millisecond apart, each another exception. */
final class BenchEvents {
  private BenchEvents() {}

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final String[] SEVERITIES = {"LOW", "MEDIUM", "HIGH", "CRITICAL"};
  private static final String[] MARKETS = {"XETR", "XLON", "XPAR", "XNYS", "XTKS"};

  static byte[] key(int i) {
    return ("settlement-engine/" + id(i)).getBytes(UTF_8);
  }

  static byte[] json(int i) {
    return """
        {"exception_id":"%s","source_id":"settlement-engine","kind":"RAISED",\
        "type":"settlement.fail","severity":"%s","occurred_at":"%s","amount":%d.%02d,\
        "currency":"EUR","desk_hint":"settlements-emea","attributes":{\
        "counterparty":"Example Clearing AG %d","market":"%s","region":"EMEA",\
        "account":"DE-%012d","isin":"DE000%07d","instruction":"DELIVERY_VERSUS_PAYMENT",\
        "reason":"counterparty has insufficient securities on the settlement account",\
        "custodian":"Sample Custody Bank SE","trade_reference":"TR-2026-%010d"},\
        "traceparent":"00-%032x-%016x-01"}"""
        .formatted(
            id(i),
            SEVERITIES[i % 4],
            START.plusMillis(i),
            1_000 + (i % 977) * 3_001,
            i % 100,
            i % 300,
            MARKETS[i % 5],
            i % 20_000,
            i % 9_000,
            i,
            i + 1,
            i + 1)
        .getBytes(UTF_8);
  }

  private static String id(int i) {
    return "SF-2026-%09d".formatted(i);
  }
}
