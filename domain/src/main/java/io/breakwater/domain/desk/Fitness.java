package io.breakwater.domain.desk;

import io.breakwater.domain.calendar.BusinessTime;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.OperatorPolicy;
import io.breakwater.domain.policy.OperatorPolicy.Absence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who may take an item. Somebody with nothing open may take any item, however much it counts: else
 * an item that counts more than anybody's capacity would wait forever.
 */
final class Fitness {

  private final int weight;
  private final Needs needs;
  private final Standing standing;
  private final Instant at;

  /**
   * Prepares it.
   *
   * @param weight what the item counts on the desk
   */
  Fitness(int weight, Needs needs, Standing standing, Instant at) {
    this.weight = weight;
    this.needs = needs;
    this.standing = standing;
    this.at = at;
  }

  /** What speaks against the member; null if nothing does. */
  String against(Member member) {
    OperatorPolicy operator = member.operator();
    Optional<Absence> away = operator.awayAt(at);
    if (away.isPresent()) {
      String reason = away.get().reason();
      return "is out of office until "
          + away.get().to()
          + (reason == null ? "" : " (" + reason + ")");
    }
    if (operator.calendar() != null && !BusinessTime.isOpen(operator.calendar(), at)) {
      return "does not work now (" + operator.calendar().name() + ")";
    }
    for (Map.Entry<String, Integer> needed : needs.skills().entrySet()) {
      int level = member.skills().getOrDefault(needed.getKey(), 0);
      if (level < needed.getValue()) {
        return "has %s at level %d, not %d".formatted(needed.getKey(), level, needed.getValue());
      }
    }
    int load = standing.load().applyAsInt(member.name());
    if (load >= member.capacity() || (load > 0 && load + weight > member.capacity())) {
      return "has no room: %d of %d".formatted(load, member.capacity());
    }
    int everywhere = load + standing.elsewhere().applyAsInt(member.name());
    if (operator.maxLoad() != null && everywhere > 0 && everywhere + weight > operator.maxLoad()) {
      return "has %d of at most %d on all desks".formatted(everywhere, operator.maxLoad());
    }
    return null;
  }
}
