package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.sla.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a backtest found. What is "before" is by the policies in force or those named, "after" by
 * the candidate.
 *
 * @param candidate the {@code policy@version} that was tried
 * @param against the versions that it was compared with, oldest first
 * @param moves items that open on another desk, by both desks, most first
 * @param priorities items that open with another priority, by both, most first
 * @param times when each step of the desks' loads begins
 * @param items those that differ in anything, in the order in which they opened
 * @param itemsLeftOut how many more differ than {@code items} holds
 * @param notes what this report rests on, as sentences
 * @param explained the item that was asked for, with every reason; empty if none was
 */
public record Report(
    String candidate,
    List<String> against,
    Instant from,
    Instant to,
    Counts counts,
    List<Move> moves,
    List<Move> priorities,
    Change breaches,
    Change pages,
    List<SlaChange> slas,
    List<PageChange> pagesByOccasion,
    Duration every,
    List<Instant> times,
    List<DeskChange> desks,
    List<Difference> items,
    long itemsLeftOut,
    List<String> notes,
    List<Explained> explained) {

  /** The items that tell most: first those on another desk, then by breaches, then by pages. */
  List<Difference> mostTelling(int most) {
    return items.stream()
        .sorted(
            Comparator.comparing((Difference d) -> d.before().desk().equals(d.after().desk()))
                .thenComparing(d -> -d.breachesGained().size() - d.breachesLost().size())
                .thenComparing(d -> -d.pagesGained().size() - d.pagesLost().size()))
        .limit(most)
        .toList();
  }

  /**
   * What went in.
   *
   * @param events of upstream in the span, without duplicates
   * @param acts what people did in the span
   * @param earlier what happened before the span: taken in, not counted
   * @param items that opened in the span
   * @param moved of them, those that open on another desk
   * @param reprioritised of them, those that open with another priority
   * @param differing items that differ in anything
   */
  public record Counts(
      long events,
      long acts,
      long duplicates,
      long earlier,
      long items,
      long moved,
      long reprioritised,
      long differing) {}

  /** So many items go from here to there. */
  public record Move(String from, String to, long items) {}

  /** How often something happens on either side, and how often on one side only. */
  public record Change(long before, long after, long gained, long lost) {}

  /** The clocks of one target of an SLA on either side. */
  public record SlaChange(
      String sla,
      Target target,
      long breachedBefore,
      long breachedAfter,
      long metBefore,
      long metAfter) {}

  /** What a channel hears on one kind of occasion. */
  public record PageChange(String channel, String occasion, long before, long after) {}

  /**
   * One desk on either side.
   *
   * @param before null if it never had work there
   * @param after null if it never had work there
   */
  public record DeskChange(
      String desk,
      long openedBefore,
      long openedAfter,
      long breachesBefore,
      long breachesAfter,
      long pagesBefore,
      long pagesAfter,
      Load before,
      Load after) {}

  /**
   * The open work of a desk in its units.
   *
   * @param mean over time
   * @param overCapacity how long it had as much as its capacity, or more
   * @param highest in each step
   */
  public record Load(int peak, double mean, Duration overCapacity, List<Integer> highest) {}

  /**
   * Where an item was placed when it opened.
   *
   * @param path the branches from the root to the one that handles it; empty where the default desk
   *     does
   * @param steps how the branch's settings became this desk
   * @param held whether it would wait for an incident or for work that is the same
   */
  public record Placed(
      String desk,
      List<String> path,
      List<String> steps,
      int score,
      Priority priority,
      boolean held) {

    /** Of a decision. */
    public static Placed of(Judgement judgement) {
      DecisionRecord decision = judgement.decision();
      return new Placed(
          decision.desk(),
          decision.path(),
          decision.steps(),
          judgement.score(),
          judgement.priority(),
          decision.hold() != null);
    }
  }

  /**
   * An item that differs.
   *
   * @param breachesGained targets whose deadline it misses on this side only, with the number of
   *     the opening: {@code resolve:1}
   * @param pagesGained who is told on this side only: {@code breached/resolve:1 on console}
   */
  public record Difference(
      String workItemId,
      String sourceId,
      String exceptionId,
      String type,
      Instant openedAt,
      Placed before,
      Placed after,
      List<String> breachesGained,
      List<String> breachesLost,
      List<String> pagesGained,
      List<String> pagesLost) {}

  /** One event of the item that was asked for, as either side decides it. */
  public record Explained(Instant at, String kind, Reasoned before, Reasoned after) {}

  /** A decision with every reason. */
  public record Reasoned(
      int score, Priority priority, List<Contribution> contributions, DecisionRecord decision) {

    static Reasoned of(Judgement judgement) {
      return new Reasoned(
          judgement.score(), judgement.priority(), judgement.contributions(), judgement.decision());
    }
  }
}
