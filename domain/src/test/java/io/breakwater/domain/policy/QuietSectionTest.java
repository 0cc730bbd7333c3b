package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.quiet.QuietPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietSectionTest {

  private static final String QUIET =
      """
      maintenance:
        - name: release
          when: event.source_id == "core"
          recurrence: {zone: Europe/London, on: [first SUN, 15], at: "22:00", for: PT4H}
          owner: platform
          reason: monthly release
        - name: weekend
          when: desk == "d"
          during: {zone: UTC, hours: {SAT: ["00:00-24:00"]}}
          to: 2027-01-01T00:00:00Z
          owner: platform
          reason: nobody works
        - name: move
          when: score < 50
          from: 2026-05-01T00:00:00Z
          to: 2026-05-02T00:00:00Z
          owner: platform
          reason: office move
      inhibit:
        - name: down
          source: event.type == "a.down"
          target: event.type == "a.slow"
          equal: [event.attributes.host, desk]
      silences: {longest: P14D}
      """;

  private static QuietPolicy read(String yaml) {
    return PolicyParser.parse(CorrelationSectionTest.LEAST + yaml).quiet();
  }

  @Test
  void aPolicyWithoutTheSectionsKeepsNobodyQuiet() {
    assertThat(read("")).isEqualTo(QuietPolicy.NONE);
  }

  @Test
  void theSectionsAreRead() {
    QuietPolicy policy = read(QUIET);

    assertThat(policy.longestSilence()).isEqualTo(Duration.ofDays(14));
    assertThat(policy.maintenance()).hasSize(3);
    assertThat(covered(policy, 0, "2026-03-01T23:00:00Z")).isTrue(); // a first Sunday
    assertThat(covered(policy, 0, "2026-03-08T23:00:00Z")).isFalse();
    assertThat(covered(policy, 0, "2026-03-15T23:00:00Z")).isTrue();
    assertThat(covered(policy, 1, "2026-03-07T12:00:00Z")).isTrue();
    assertThat(covered(policy, 1, "2027-01-02T12:00:00Z")).isFalse();
    assertThat(covered(policy, 2, "2026-05-01T12:00:00Z")).isTrue();
    assertThat(covered(policy, 2, "2026-05-02T00:00:00Z")).isFalse();
    assertThat(policy.inhibit().get(0).equal()).hasSize(2);
  }

  private static boolean covered(QuietPolicy policy, int window, String at) {
    return policy.maintenance().get(window).time().coveredUntil(Instant.parse(at)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first SUN | fifth SUN | maintenance[0].recurrence.on[0] | Write a day of the week",
        "15] | 32] | maintenance[0].recurrence.on[1] | Write a day of the week",
        "for: PT4H | for: P8D | maintenance[0].recurrence.for | at most",
        "for: PT4H | for: 4h | maintenance[0].recurrence.for | Write a duration",
        "zone: Europe/London | zone: Europe/Londn | maintenance[0].recurrence.zone | IANA",
        "event.source_id == | event.sourceid == | maintenance[0].when | Did you mean",
        "during: {zone: UTC, | duringly: {zone: UTC, | maintenance[1] | during",
        "to: 2026-05-02T00:00:00Z | to: 2026-04-02T00:00:00Z | maintenance[2].to | later instant",
        "event.type == \"a.down\" | event.typ == \"a.down\" | inhibit[0].source | Did you mean",
        "[event.attributes.host, desk] | [score] | inhibit[0].equal[0] | string(",
        "longest: P14D | longest: P900D | silences.longest | at most",
        "longest: P14D | shortest: P14D | silences.shortest | longest",
      })
  void whatIsWrongIsSaidWhereItStandsWithARemedy(
      String right, String wrong, String path, String remedy) {
    assertThat(QUIET).contains(right);
    List<PolicyError> errors =
        catchThrowableOfType(
                PolicyException.class,
                () -> read(QUIET.replaceFirst(quoted(right), quoted2(wrong))))
            .errors();

    assertThat(errors.get(0).toString()).contains(path).contains(remedy);
    assertThat(errors.get(0).line()).isGreaterThan(1);
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private static String quoted2(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  @Test
  void aWindowMustSayWhenItIsAndWhoAnswersForItAndWhy() {
    List<PolicyError> errors =
        catchThrowableOfType(
                PolicyException.class,
                () ->
                    read(
                        "maintenance:\n  - {name: x, when: score < 5, from: 2026-05-01T00:00:00Z}\n"))
            .errors();

    assertThat(errors).hasSize(3);
    assertThat(errors.toString())
        .contains("it would never end")
        .contains("\"owner\" is missing")
        .contains("\"reason\" is missing");
  }
}
