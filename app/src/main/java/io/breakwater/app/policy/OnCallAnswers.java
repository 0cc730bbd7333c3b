package io.breakwater.app.policy;

import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.oncall.OnCallSchedule.Shift;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.text.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who is on call by a policy's schedules. */
public final class OnCallAnswers {
  private OnCallAnswers() {}

  /** The longest time that shifts are listed for. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final Duration AHEAD = Duration.ofDays(31);

  /**
   * Who is on call in one schedule.
   *
   * @param operator null if nobody is
   * @param by the layer, or {@code override}; null if nobody is
   * @param until when that changes, or a month ahead if it does not before
   */
  public record OnDuty(String schedule, String operator, String by, Instant until) {}

  /** Who is on call at an instant, in every schedule. */
  public static List<OnDuty> at(Policy policy, Instant at) {
    return policy.onCall().values().stream().map(schedule -> at(schedule, at)).toList();
  }

  private static OnDuty at(OnCallSchedule schedule, Instant at) {
    Instant ahead = at.plus(AHEAD);
    List<Shift> shifts = schedule.shifts(at, ahead);
    if (shifts.isEmpty() || shifts.get(0).from().isAfter(at)) {
      return new OnDuty(
          schedule.name(), null, null, shifts.isEmpty() ? ahead : shifts.get(0).from());
    }
    Shift now = shifts.get(0);
    return new OnDuty(schedule.name(), now.operator(), now.by(), now.to());
  }

  /**
   * The shifts of a schedule.
   *
   * @throws IllegalArgumentException with a sentence if there is no such schedule or the time is
   *     none, or longer than {@link #LONGEST}
   */
  public static List<Shift> shifts(Policy policy, String schedule, Instant from, Instant to) {
    OnCallSchedule known = policy.onCall().get(schedule);
    if (known == null) {
      throw new IllegalArgumentException(
          "There is no on-call schedule \"%s\" in %s.%s"
              .formatted(
                  schedule,
                  policy.id(),
                  Suggestion.nearest(schedule, policy.onCall().keySet())
                      .map(" Did you mean \"%s\"?"::formatted)
                      .orElse("")));
    }
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "from is %s and to is %s; to must be later, by %d days at most."
              .formatted(from, to, LONGEST.toDays()));
    }
    return known.shifts(from, to);
  }
}
