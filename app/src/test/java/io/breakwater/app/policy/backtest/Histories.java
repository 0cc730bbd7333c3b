package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Small histories for tests, and a policy to change. */
final class Histories {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  static final String YAML =
      """
      policy: bank
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}
        rules:
          - {name: watched, when: event.attributes.party == "NORTH", add: 30}
        priorities: {P1: 80, P2: 60, P3: 25}
      calendars: {day: {zone: Europe/London, hours: {MON-FRI: ["08:00-18:00"]}}}
      desks:
        triage: {assignment: pull}
        spill: {assignment: pull}
        fx: {assignment: pull, capacity: 2, weights: {P1: 2}, overflow: spill}
      routing:
        default_desk: triage
        branches:
          - {name: fx, when: event.type == "fx.fail", desk: fx}
      slas:
        - {name: quick, when: priority <= "P2", acknowledge: {within: PT5M, at_risk: 60%}, resolve: {within: PT30M}}
        - {name: slow, when: priority > "P2", calendar: day, resolve: {within: business PT2H}}
      notifications:
        quiet_after: PT1H
        channels: {screen: {type: live}, pager: {type: live}}
        rules:
          - {name: all, on: [opened, reopened], channels: [screen]}
          - {name: late, when: priority == "P1", on: [at-risk, breached], channels: [screen, pager]}
      """;

  private Histories() {}

  static Policy policy() {
    return PolicyParser.parse(YAML);
  }

  /** The policy as version 2, with one text in place of another. */
  static Policy changed(String from, String to) {
    if (!YAML.contains(from)) {
      throw new IllegalArgumentException(from);
    }
    return PolicyParser.parse(YAML.replace("version: \"1\"", "version: \"2\"").replace(from, to));
  }

  static Recorded.Said said(String id, Kind kind, int minute, Severity severity, String party) {
    return new Recorded.Said(
        new ExceptionEvent(
            id,
            "bank",
            kind,
            "fx.fail",
            severity,
            NOON.plusSeconds(60L * minute),
            null,
            null,
            null,
            party == null ? Map.of() : Map.of("party", party)),
        null,
        null);
  }

  static Recorded.Said raised(String id, int minute) {
    return said(id, Kind.RAISED, minute, Severity.HIGH, null);
  }

  static Recorded.Said resolved(String id, int minute) {
    return said(id, Kind.RESOLVED, minute, Severity.HIGH, null);
  }

  static Recorded.Done done(String id, Recorded.Act act, int minute, long sequence) {
    return new Recorded.Done(
        raised(id, 0).workItemId(), act, NOON.plusSeconds(60L * minute), sequence);
  }

  static Request request(Policy before, Policy after) {
    return new Request(
        PolicyTimeline.EMPTY.with(before), after, null, null, null, 1_000, (String) null);
  }

  static Report run(Request request, Collection<? extends Recorded> records) {
    try (RecordedHistory history = new RecordedHistory(10_000)) {
      records.forEach(history::add);
      return request.over(history, done -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
