package io.breakwater.flink.history;

import io.breakwater.flink.kafka.TestKafka;
import java.time.Instant;

/** A policy that uses everything that the jobs can do, and its next version ten minutes later. */
final class TwoPolicies {
  private TwoPolicies() {}

  static final String FIRST = "history@1";
  static final String SECOND = "history@2";
  static final int CORRELATION_RULES = 2;

  private static final String YAML =
      """
      policy: history
      version: "%s"
      effective_from: %s
      features:
        declare:
          - {name: events, by: event.attributes.counterparty, window: PT5M, aggregate: count}
          - {name: spent, by: event.attributes.counterparty, value: event.amount, window: PT5M,
             aggregate: sum}
          - {name: markets, by: event.attributes.counterparty, value: event.attributes.market,
             window: PT5M, aggregate: distinct}
          - {name: quiet, by: [event.attributes.counterparty, event.attributes.market],
             window: PT2M, aggregate: time-since-last}
          - {name: unusual, by: event.attributes.counterparty, value: event.amount, window: PT5M,
             aggregate: z-score, warm_up: 2}
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
        rules:
          - {name: busy, when: "has(features.events) && features.events > 6.0", add: %d}
          - {name: new, when: "has(features.markets) && !has(features.quiet)", add: 3}
          - {name: unusual, when: "features.unusual > 1.0", multiply: 1.2}
        priorities: {P1: 80, P2: 60, P3: 35}
      correlation:
        rules:
          - name: market
            when: score >= 20
            by: event.attributes.market
            session_gap: PT20S
            max_duration: PT5M
            min_members: 3
            attributes: {counterparty: event.attributes.counterparty}
            matching: {urgent: priority == "P1"}
            open_when: incident.max_score >= 30
            score: {rules: [{name: many, when: incident.count > 5, add: %d}]}
            grow_every: PT10S
            parent: bank
          - name: bank
            by: event.source_id
            session_gap: PT30S
            max_duration: PT5M
            min_members: 4
      routing: {default_desk: ops}
      desks: {ops: {}}
      slas:
        - {name: standard, acknowledge: {within: PT1M}, resolve: {within: %s}}
        - {name: urgent, when: 'score >= 60', resolve: {within: PT1M}}
      sla_report: {windows: [{every: PT5M}, {length: PT10M, every: PT5M}]}
      """;

  static void publish(TestKafka kafka) {
    kafka.sendPolicy(
        FIRST, YAML.formatted("1", Instant.parse("2026-01-01T00:00:00Z"), 5, 10, "PT3M"));
    kafka.sendPolicy(SECOND, YAML.formatted("2", History.at(600), 20, 25, "PT2M"));
    kafka.flush();
  }
}
