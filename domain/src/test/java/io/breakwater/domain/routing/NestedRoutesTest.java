package io.breakwater.domain.routing;

import static io.breakwater.domain.routing.RoutingSamples.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases by which routing trees with nested routes, {@code continue} and defaults are usually
 * explained: an operations team with a fallback, teams below services, and an auditor who sees all.
 */
class NestedRoutesTest {

  private static final Moment NOW = Moment.idle(Instant.parse("2026-03-01T10:00:00Z"));

  private static final Policy TEAMS =
      RoutingSamples.policy(
          """
          desks:
            default: {}
            x-mails: {}
            x-pager: {}
            y-mails: {}
            y-pager: {}
            db-pager: {}
            db-x: {}
            db-y: {}
            audit: {}
            night: {}
          routing:
            default_desk: default
            branches:
              - name: audit
                when: has(event.attributes.audited)
                desk: audit
                continue: true
              - name: services
                when: event.attributes.service.matches("^(foo1|foo2|baz)$")
                desk: x-mails
                branches:
                  - {name: critical, when: event.attributes.severity == "critical", desk: x-pager}
              - name: files
                when: event.attributes.service == "files"
                desk: y-mails
                branches:
                  - {name: critical, when: event.attributes.severity == "critical", desk: y-pager}
              - name: database
                when: event.attributes.service == "database"
                desk: db-pager
                branches:
                  - name: owner-x
                    when: event.attributes.owner == "x"
                    desk: db-x
                    continue: true
                  - {name: owner-y, when: event.attributes.either == "y", desk: db-y}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // depth first: the deeper branch handles what it matches
        "service=foo1                              | x-mails  | -",
        "service=foo1 severity=critical            | x-pager  | -",
        "service=baz severity=warning              | x-mails  | -",
        "service=files                             | y-mails  | -",
        "service=files severity=critical           | y-pager  | -",
        // a node none of whose branches match handles it itself
        "service=database                          | db-pager | -",
        "service=database owner=z                  | db-pager | -",
        "service=database owner=x                  | db-x     | -",
        // continue goes on among the siblings: the last match owns, the others watch
        "service=database owner=x either=y         | db-y     | db-x",
        "service=foo1 severity=critical audited=1  | x-pager  | audit",
        "service=database owner=x either=y audited=1 | db-y   | audit,db-x",
        // continue and nothing after it: the branch itself handles it
        "service=other audited=1                   | audit    | -",
        // nothing matches: the root handles it
        "service=other                             | default  | -",
        "-                                         | default  | -",
      })
  void theTreeIsRead(String attributes, String owner, String watchers) {
    DecisionRecord decision = Router.decide(TEAMS, facts("alert", parse(attributes)), NOW);

    assertThat(decision.desk()).isEqualTo(owner);
    assertThat(decision.watchers())
        .isEqualTo(watchers == null ? List.of() : List.of(watchers.split(",")));
  }

  @Test
  void aMatchWithoutContinueStopsItsSiblingsButNotThoseOfItsParent() {
    Policy policy =
        RoutingSamples.policy(
            """
            desks: {d: {}, a: {}, b: {}, c: {}, e: {}}
            routing:
              default_desk: d
              branches:
                - name: outer
                  continue: true
                  branches:
                    - {name: first, desk: a, when: score > 1}
                    - {name: second, desk: b, when: score > 2}
                - {name: next, desk: c, when: score > 3}
                - {name: never, desk: e, when: score > 4}
            """);

    DecisionRecord decision = Router.decide(policy, facts("t", Map.of()), NOW);

    assertThat(decision.desk()).isEqualTo("c");
    assertThat(decision.watchers()).containsExactly("a");
    assertThat(decision.candidates())
        .extracting(DecisionRecord.Candidate::branch)
        .containsExactly("outer", "outer > first", "next");
  }

  @Test
  void aChildInheritsWhatItDoesNotSay() {
    Policy policy =
        RoutingSamples.policy(
            """
            operators: {ana: {skills: {fx: 3, swift: 1}}}
            desks: {d: {}, a: {}, b: {}}
            routing:
              default_desk: d
              tags: [ops]
              auto_close: P7D
              branches:
                - name: a
                  auto_resolve: PT24H
                  desk: a
                  priority: P3
                  tags: [money]
                  skills: {fx: 2}
                  branches:
                    - name: urgent
                      when: event.type == "urgent"
                      priority: P1
                      branches:
                        - {name: swift, when: '"bic" in event.attributes', skills: {swift: 1}, desk: b}
                    - {name: rest, tags: [rest], auto_close: never}
            """);

    DecisionRecord urgent = Router.decide(policy, facts("urgent", Map.of()), NOW);
    DecisionRecord swift = Router.decide(policy, facts("urgent", Map.of("bic", "X")), NOW);
    DecisionRecord rest = Router.decide(policy, facts("t", Map.of()), NOW);

    assertThat(urgent.desk()).isEqualTo("a");
    assertThat(urgent.instructions().priority()).hasToString("P1");
    assertThat(urgent.instructions().tags()).containsExactly("money", "ops");
    assertThat(urgent.instructions().skills()).isEqualTo(Map.of("fx", 2));
    assertThat(swift.desk()).isEqualTo("b");
    assertThat(swift.instructions().priority()).hasToString("P1");
    assertThat(swift.instructions().skills()).isEqualTo(Map.of("swift", 1));
    assertThat(rest.instructions().priority()).hasToString("P3");
    assertThat(swift.instructions().autoClose()).isEqualTo(Duration.ofDays(7));
    assertThat(swift.instructions().autoResolve()).isEqualTo(Duration.ofHours(24));
    assertThat(rest.instructions().autoClose()).isNull();
    assertThat(rest.instructions().tags()).containsExactly("money", "ops", "rest");
  }

  private static Map<String, String> parse(String attributes) {
    Map<String, String> parsed = new HashMap<>();
    if (attributes != null) {
      Arrays.stream(attributes.split(" +"))
          .map(a -> a.split("="))
          .forEach(a -> parsed.put(a[0], a[1]));
    }
    return parsed;
  }
}
