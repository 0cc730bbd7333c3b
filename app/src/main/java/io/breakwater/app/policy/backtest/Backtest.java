package io.breakwater.app.policy.backtest;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides a history anew, by two timelines of policies side by side. Pure: takes what is on record
 * in the order of time, keeps about a kilobyte for each item, and says in the end what differs.
 */
public final class Backtest {
  private final Question question;
  private final World before;
  private final World after;
  private final Sides totals = new Sides();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final List<Report.Explained> explained = new ArrayList<>();
  private final Grounds grounds;
  private long events;
  private long acts;
  private long duplicates;
  private long earlier;

  /**
   * What is asked.
   *
   * @param before the policies to compare with, each from when it was in force
   * @param candidate the policy to try, as if it had always been in force
   * @param mostItems how many of the items that differ the report holds
   * @param item a work item or exception id to explain in full; null for none
   */
  public record Question(
      PolicyTimeline before, Policy candidate, Span span, int mostItems, String item) {}

  public Backtest(Question question) {
    this.question = question;
    this.before = new World(question.before(), question.span());
    this.after = new World(PolicyTimeline.EMPTY.with(question.candidate()), question.span());
    this.grounds = new Grounds(question);
  }

  /** Takes in what happened next; nothing after the span's end. */
  public void take(Recorded recorded) {
    boolean counts = question.span().counts(recorded.at());
    String id = recorded.workItemId();
    if (recorded instanceof Recorded.Said said) {
      take(id, said, counts);
    } else if (recorded instanceof Recorded.Done done && items.containsKey(id)) {
      acts += counts ? 1 : 0;
      earlier += counts ? 0 : 1;
      items.get(id).done(done.act(), done.at());
    }
  }

  private void take(String id, Recorded.Said said, boolean counts) {
    Item item =
        items.computeIfAbsent(id, name -> new Item(name, question.span(), totals, before, after));
    if (item.isDuplicate(said.event())) {
      duplicates++;
      return;
    }
    events += counts ? 1 : 0;
    earlier += counts ? 0 : 1;
    Judgement byBefore = before.judge(said);
    Judgement byAfter = after.judge(said);
    grounds.saw(said, byBefore);
    if (item.said(said, byBefore, byAfter) && item.counts()) {
      totals.opened(false, byBefore.decision().desk());
      totals.opened(true, byAfter.decision().desk());
    }
    if (isAsked(id, said)) {
      explained.add(
          new Report.Explained(
              said.at(),
              said.event().kind().name(),
              Report.Reasoned.of(byBefore),
              Report.Reasoned.of(byAfter)));
    }
  }

  private boolean isAsked(String id, Recorded.Said said) {
    String asked = question.item();
    return asked != null && (asked.equals(id) || asked.equals(said.event().exceptionId()));
  }

  /** The report, when everything was taken in. */
  public Report finish() {
    Span span = question.span();
    Map<List<String>, Long> moves = new TreeMap<>(PAIRS);
    Map<List<String>, Long> priorities = new TreeMap<>(PAIRS);
    List<Report.Difference> differences = new ArrayList<>();
    long[] only = new long[4];
    long opened = 0;
    long moved = 0;
    long reprioritised = 0;
    long differing = 0;
    for (Item item : items.values()) {
      item.passTo(span.to());
      opened += item.counts() ? 1 : 0;
      if (!item.differs()) {
        continue;
      }
      differing++;
      Report.Difference difference = item.difference();
      List<Integer> unmatched = item.unmatched();
      for (int i = 0; i < only.length; i++) {
        only[i] += unmatched.get(i);
      }
      if (item.moved()) {
        moved++;
        moves.merge(List.of(difference.before().desk(), difference.after().desk()), 1L, Long::sum);
      }
      if (item.reprioritised()) {
        reprioritised++;
        priorities.merge(
            List.of(difference.before().priority().name(), difference.after().priority().name()),
            1L,
            Long::sum);
      }
      if (differences.size() < question.mostItems()) {
        differences.add(difference);
      }
    }
    List<Report.PageChange> pages = totals.pages();
    return new Report(
        question.candidate().id(),
        question.before().versions().stream().map(Policy::id).toList(),
        span.from(),
        span.to(),
        new Report.Counts(
            events, acts, duplicates, earlier, opened, moved, reprioritised, differing),
        mostFirst(moves),
        mostFirst(priorities),
        new Report.Change(
            totals.sum(Report.SlaChange::breachedBefore),
            totals.sum(Report.SlaChange::breachedAfter),
            only[0],
            only[1]),
        new Report.Change(
            pages.stream().mapToLong(Report.PageChange::before).sum(),
            pages.stream().mapToLong(Report.PageChange::after).sum(),
            only[2],
            only[3]),
        totals.slas(),
        pages,
        span.every(),
        span.times(),
        totals.desks(before.loads(), after.loads()),
        differences,
        differing - differences.size(),
        grounds.sentences(acts > 0),
        explained);
  }

  private static final Comparator<List<String>> PAIRS =
      Comparator.<List<String>, String>comparing(pair -> pair.get(0))
          .thenComparing(pair -> pair.get(1));

  private static List<Report.Move> mostFirst(Map<List<String>, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> new Report.Move(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(Comparator.comparingLong(Report.Move::items).reversed())
        .toList();
  }
}
