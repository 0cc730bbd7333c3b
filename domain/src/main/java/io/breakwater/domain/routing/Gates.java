package io.breakwater.domain.routing;

import io.breakwater.domain.calendar.BusinessTime;
import io.breakwater.domain.policy.Gate;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Whether the gates of a branch are open, and why. */
final class Gates {

  /** All of a branch's gates are open, or the first that is not, with the reasons. */
  record Answer(boolean open, String reason) {}

  private final Policy policy;
  private final Facts facts;
  private final Looked looked;

  Gates(Policy policy, Facts facts, Looked looked) {
    this.policy = policy;
    this.facts = facts;
    this.looked = looked;
  }

  /** Asks one after the other until one is closed; at least one. */
  Answer all(List<Gate> gates) {
    StringBuilder reasons = new StringBuilder();
    for (Gate gate : gates) {
      Answer answer = one(gate);
      if (!answer.open()) {
        return answer;
      }
      reasons.append(reasons.length() == 0 ? "" : "; ").append(answer.reason());
    }
    return new Answer(true, reasons.toString());
  }

  private Answer one(Gate gate) {
    if (gate instanceof Gate.Hours hours) {
      return hours(hours);
    } else if (gate instanceof Gate.Busy busy) {
      int load = looked.load(busy.desk());
      return new Answer(
          load >= busy.load(),
          "%s has %d of %d, busy from %d"
              .formatted(busy.desk(), load, busy.capacity(), busy.load()));
    }
    return hinted();
  }

  private Answer hours(Gate.Hours hours) {
    boolean open = BusinessTime.isOpen(hours.calendar(), looked.at());
    return new Answer(
        open == hours.open(),
        "%s %s at %s"
            .formatted(
                hours.calendar().name(),
                open ? "open" : "closed",
                looked
                    .at()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .atZone(hours.calendar().zone())
                    .toOffsetDateTime()));
  }

  private Answer hinted() {
    String hint = Hints.of(facts);
    if (hint == null) {
      return new Answer(false, "desk_from: hint, but the event has no desk_hint");
    }
    String reason = "desk_hint is \"" + hint + "\"";
    if (policy.desks().containsKey(hint)) {
      return new Answer(true, reason);
    }
    return new Answer(
        true,
        reason
            + (Hints.followed(policy, hint)
                ? ", a desk the policy does not list: created"
                : ", a desk the policy does not list: default desk"));
  }
}
