package io.breakwater.domain.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.oncall.OnCallSchedule.Shift;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.RoutingSamples;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallScheduleTest {

  private static final Policy POLICY =
      RoutingSamples.policy(
          """
          desks:
            d: {members: [{name: ana}, {on_call: payments, capacity: 4}]}
          routing: {default_desk: d}
          on_call:
            payments:
              zone: Europe/London
              layers:
                - {name: week, rotation: weekly, starts: 2026-03-16, hand_over: "09:00", members: [ana, bo, cy]}
                - name: nights
                  rotation: daily
                  starts: 2026-03-23
                  hand_over: "12:00"
                  members: [dee, eve]
                  only: {MON-FRI: ["00:00-08:00", "20:00-24:00"]}
              overrides:
                - {who: fay, from: 2026-03-25T10:00:00Z, to: 2026-03-25T22:00:00Z, reason: dentist}
                - {who: gus, from: 2026-03-25T21:00:00Z, to: 2026-03-25T21:30:00Z}
          """);

  private static final OnCallSchedule SCHEDULE = POLICY.onCall().get("payments");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-03-16T08:59:59Z, -", // before the first hand-over
        "2026-03-16T09:00:00Z, ana",
        "2026-03-23T08:59:59Z, ana",
        "2026-03-23T09:00:00Z, bo",
        "2026-03-23T20:00:00Z, dee", // the later layer goes before
        "2026-03-24T07:59:59Z, dee", // and its turn ends at noon, not at midnight
        "2026-03-24T08:00:00Z, bo",
        "2026-03-24T20:00:00Z, eve",
        "2026-03-25T10:00:00Z, fay", // an override goes before both
        "2026-03-25T21:15:00Z, gus", // and of two, the last
        "2026-03-25T21:45:00Z, fay",
        "2026-03-25T22:00:00Z, dee",
        "2026-03-30T07:59:59Z, bo", // the clocks have gone forward on the 29th: 08:59:59
        "2026-03-30T08:00:00Z, cy", // 09:00 local time
        "2026-04-06T08:00:00Z, ana",
      })
  void whoIsOnCall(String at, String operator) {
    assertThat(SCHEDULE.at(Instant.parse(at)).orElse(null)).isEqualTo(operator);
  }

  @Test
  void theShiftsOfADay() {
    assertThat(
            SCHEDULE.shifts(
                Instant.parse("2026-03-25T06:00:00Z"), Instant.parse("2026-03-26T09:00:00Z")))
        .containsExactly(
            shift("25T06:00", "25T08:00", "eve", "nights"),
            shift("25T08:00", "25T10:00", "bo", "week"),
            shift("25T10:00", "25T21:00", "fay", "override"),
            shift("25T21:00", "25T21:30", "gus", "override"),
            shift("25T21:30", "25T22:00", "fay", "override"),
            shift("25T22:00", "26T08:00", "dee", "nights"),
            shift("26T08:00", "26T09:00", "bo", "week"));
  }

  @Test
  void whereNobodyIsOnCallThereIsNoShift() {
    assertThat(
            SCHEDULE.shifts(
                Instant.parse("2026-03-16T08:00:00Z"), Instant.parse("2026-03-16T10:00:00Z")))
        .containsExactly(shift("16T09:00", "16T10:00", "ana", "week"));
    assertThat(SCHEDULE.shifts(Instant.MIN, Instant.MIN)).isEmpty();
  }

  @Test
  void whoeverIsOnCallIsAMemberOfTheDesk() {
    Instant week = Instant.parse("2026-03-24T12:00:00Z");

    assertThat(POLICY.desk("d").roster(week))
        .extracting(m -> m.name() + " " + m.capacity())
        .containsExactly("ana 20", "bo 4");
    // named already: once is enough
    assertThat(POLICY.desk("d").roster(Instant.parse("2026-03-17T12:00:00Z")))
        .extracting(m -> m.name() + " " + m.capacity())
        .containsExactly("ana 20");
    assertThat(POLICY.desk("d").capacity()).isEqualTo(24);
  }

  private static Shift shift(String from, String to, String operator, String by) {
    return new Shift(
        Instant.parse("2026-03-" + from + ":00Z"),
        Instant.parse("2026-03-" + to + ":00Z"),
        operator,
        by);
  }

  static List<String> operators(int count) {
    return IntStream.range(0, count).mapToObj(i -> "op" + i).toList();
  }
}
