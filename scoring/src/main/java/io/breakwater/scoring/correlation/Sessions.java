package io.breakwater.scoring.correlation;

import java.util.List;

/**
 * What is kept of one rule and key: the sessions whose members may still change, in the order of
 * time. Only the last may be open.
 *
 * @param late members that came after their second was over and are in no session yet, the first of
 *     them
 * @param lateAt event time of the last of them
 * @param unsettled true if the sessions must be made anew of their slices
 * @param through the last second that was over when event time was last looked at: what comes for
 *     it is late. That is kept, as event time itself is not, across a restart
 * @param forgotten sessions up to this second are gone
 * @param timer when the next thing is due, in milliseconds; {@link #NEVER} if nothing is
 */
public record Sessions(
    List<Session> list,
    FirstMembers late,
    long lateAt,
    boolean unsettled,
    long through,
    long forgotten,
    long timer) {

  public static final long NEVER = Long.MAX_VALUE;

  /** Nothing is kept. */
  public static final Sessions NONE =
      new Sessions(
          List.of(),
          FirstMembers.NONE,
          Long.MIN_VALUE,
          false,
          Long.MIN_VALUE,
          Long.MIN_VALUE,
          NEVER);

  /** A member came late. */
  public Sessions withLate(Member member) {
    return new Sessions(
        list,
        late.plus(member.listed(), Session.UNTOLD),
        Math.max(lateAt, member.at()),
        true,
        through,
        forgotten,
        timer);
  }

  /** The sessions must be made anew of their slices. */
  public Sessions withUnsettled() {
    return new Sessions(list, late, lateAt, true, through, forgotten, timer);
  }

  /** Event time has been looked at when this second was over. */
  Sessions withThrough(long second) {
    return new Sessions(list, late, lateAt, unsettled, Math.max(through, second), forgotten, timer);
  }

  /** The next thing is due then. */
  public Sessions withTimer(long millis) {
    return new Sessions(list, late, lateAt, unsettled, through, forgotten, millis);
  }

  Sessions with(List<Session> now) {
    return new Sessions(List.copyOf(now), late, lateAt, unsettled, through, forgotten, timer);
  }

  Sessions settled(List<Session> now) {
    return new Sessions(
        List.copyOf(now), FirstMembers.NONE, Long.MIN_VALUE, false, through, forgotten, timer);
  }

  /** Without the first sessions. */
  Sessions without(int first) {
    return new Sessions(
        List.copyOf(list.subList(first, list.size())),
        late,
        lateAt,
        unsettled,
        through,
        list.get(first - 1).toSecond(),
        timer);
  }

  /** How many slices the sessions are made of. */
  public int slices() {
    return list.stream().mapToInt(Session::slices).sum();
  }
}
