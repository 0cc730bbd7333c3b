package io.breakwater.scoring.correlation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that happens to one correlation rule and key. Members are summed up by the second of their
 * event time, in whatever order they come, and a second is taken up when it is over: that makes it
 * the same for every order. A member whose second is over already is late; the sessions are then
 * made anew of the slices that are kept.
 */
public final class Correlation {

  /** What is kept of one rule and key, and its alarm clock. */
  public interface State {
    /** {@link Sessions#NONE} at first. */
    Sessions sessions();

    /** Replaces them; null forgets them. */
    void sessions(Sessions sessions);

    /** The slice of a second; null if there is none. */
    Slice slice(long second);

    /** Keeps a slice; null forgets it. */
    void slice(long second, Slice slice);

    /** All slices by their second. */
    SortedMap<Long, Slice> slices();

    /** Asks for {@link #wake} when event time has reached so many milliseconds. */
    void wakeAt(long millis);
  }

  /** Which versions of the rule there are. */
  public interface Versions {
    /** The rule as a version of the policy has it; empty while that version is not known. */
    Optional<RuleVersion> version(String policyVersion);
  }

  /** What became of a member. */
  public enum Arrival {
    /** It counts. */
    JOINED,
    /** Its event has been counted before. */
    DUPLICATE,
    /** It came after its incident was forgotten. */
    TOO_LATE
  }

  private final String rule;
  private final String key;
  private final Versions versions;
  private final long lateness;
  private final State state;

  /**
   * The correlation of one rule and key.
   *
   * @param lateness how far behind event time a member may come and still change incidents
   */
  public Correlation(String rule, String key, Versions versions, Duration lateness, State state) {
    this.rule = rule;
    this.key = key;
    this.versions = versions;
    this.lateness = lateness.toMillis();
    this.state = state;
  }

  /**
   * A member comes.
   *
   * @param now event time in milliseconds: the watermark
   */
  public Arrival add(Member member, long now) {
    long over = Micros.endOfSecondMillis(member.at());
    Sessions sessions = state.sessions();
    long second = Micros.second(member.at());
    if (now >= over + lateness || second <= sessions.forgotten()) {
      return Arrival.TOO_LATE;
    }
    boolean late = second <= sessions.through();
    long slot = late ? slot(member) : second;
    Slice before = state.slice(slot);
    Slice after = before == null ? Slice.of(member) : before.plus(member);
    if (after == before) {
      return Arrival.DUPLICATE;
    }
    state.slice(slot, after);
    if (late) {
      state.sessions(sessions.withLate(member));
      // event time may have been further before a restart
      state.wakeAt(
          Math.max(now, Micros.endOfSecondMillis(sessions.through() * Micros.PER_SECOND)) + 1);
    } else {
      state.wakeAt(over);
    }
    return Arrival.JOINED;
  }

  /** The second under which the slice is kept that the member falls into. */
  private long slot(Member member) {
    long second = Micros.second(member.at());
    if (state.slice(second) != null) {
      return second;
    }
    return state.slices().headMap(second).entrySet().stream()
        .filter(slice -> slice.getValue().spans(member.at()))
        .map(SortedMap.Entry::getKey)
        .findFirst()
        .orElse(second);
  }

  /**
   * Event time has come to where {@link State#wakeAt} asked for.
   *
   * @param millis what was asked for
   * @param now event time, which may be further already
   * @return what is said, in order
   */
  public List<Announcement> wake(long millis, long now) {
    long over = Micros.over(millis);
    long last = Micros.second(over);
    Sessions before = state.sessions();
    boolean isNew = Micros.endOfSecondMillis(over) == millis && last > before.through();
    Slice released = isNew ? state.slice(last) : null;
    SortedMap<Long, Slice> revised =
        before.unsettled()
            ? state.slices().headMap(released == null ? last + 1 : last)
            : Collections.emptySortedMap();
    if (!(revised.values().stream().allMatch(this::isKnown)
        && (released == null || isKnown(released)))) {
      state.sessions(before.withUnsettled());
      if (now < Long.MAX_VALUE) { // else the input has ended
        state.wakeAt(now + 1);
      }
      return List.of();
    }
    Correlator step = new Correlator(rule, key, this::known, before);
    if (before.unsettled()) {
      step.revise(revised);
    }
    if (released != null) {
      step.release(last, released);
    }
    step.advance(over);
    keep(step, millis, last);
    return step.said();
  }

  private void keep(Correlator step, long millis, long last) {
    step.forget(millis, lateness).forEach(this::forget);
    Sessions after = step.sessions().withThrough(last);
    if (after.list().isEmpty() && !after.unsettled()) {
      state.sessions(null);
      return;
    }
    if (after.slices() > Compaction.MOST_SLICES) {
      after = Compaction.of(after, state, this::known, lateness);
    }
    long due = step.nextDue(lateness);
    if (due < after.timer() || after.timer() <= millis) {
      after = after.withTimer(due);
      if (due != Sessions.NEVER) {
        state.wakeAt(due);
      }
    }
    state.sessions(after);
  }

  private void forget(Session gone) {
    if (gone.slices() == 1) {
      state.slice(gone.fromSecond(), null);
      return;
    }
    List.copyOf(state.slices().subMap(gone.fromSecond(), gone.toSecond() + 1).keySet())
        .forEach(second -> state.slice(second, null));
  }

  private boolean isKnown(Slice slice) {
    return versions.version(slice.head().policyVersion()).isPresent();
  }

  private RuleVersion known(String policyVersion) {
    return versions
        .version(policyVersion)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "policy "
                        + policyVersion
                        + " with correlation rule "
                        + rule
                        + " is gone; publish it again"));
  }
}
