package io.breakwater.app.cli;

import io.breakwater.app.policy.OnCallAnswers;
import io.breakwater.app.policy.OnCallAnswers.OnDuty;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.oncall.OnCallSchedule.Shift;
import io.breakwater.domain.policy.Policy;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code on-call}: who is on call, or the shifts of a schedule. */
@Command(
    name = "on-call",
    description = "Say who is on call in every schedule, or list the shifts of one.")
public final class OnCallCommand implements Callable<Integer> {
  private static final Duration WEEK = Duration.ofDays(7);

  @Parameters(arity = "0..1", paramLabel = "SCHEDULE", description = "List the shifts of this one.")
  String schedule;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "From when on, or at what time; now unless given.")
  Instant from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Until when shifts are listed; a week later unless given.")
  Instant to;

  @Mixin PolicySource source;

  @Option(names = "--json", description = "Print the answer as the API gives it.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Instant begin = from == null ? Clock.systemUTC().instant() : from;
    Policy policy = source.read(begin);
    PrintWriter out = spec.commandLine().getOut();
    if (schedule == null) {
      print(OnCallAnswers.at(policy, begin), out);
    } else {
      printShifts(shifts(policy, begin), out);
    }
    out.flush();
    return 0;
  }

  private List<Shift> shifts(Policy policy, Instant begin) {
    try {
      return OnCallAnswers.shifts(policy, schedule, begin, to == null ? begin.plus(WEEK) : to);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  private void print(List<OnDuty> duties, PrintWriter out) {
    if (json) {
      out.println(Json.mapper().valueToTree(duties).toPrettyString());
      return;
    }
    Table.print(
        List.of("schedule", "operator", "by", "until"),
        duties.stream()
            .map(
                d ->
                    List.of(
                        d.schedule(),
                        Objects.requireNonNullElse(d.operator(), "nobody"),
                        Objects.requireNonNullElse(d.by(), ""),
                        d.until().toString()))
            .toList(),
        out);
  }

  private void printShifts(List<Shift> shifts, PrintWriter out) {
    if (json) {
      out.println(Json.mapper().valueToTree(shifts).toPrettyString());
      return;
    }
    Table.print(
        List.of("from", "to", "operator", "by"),
        shifts.stream()
            .map(s -> List.of(s.from().toString(), s.to().toString(), s.operator(), s.by()))
            .toList(),
        out);
  }
}
