package io.breakwater.app.policy.backtest;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Differences found = new Differences(question.mostItems());
    for (Item item : items.values()) {
      item.passTo(span.to());
      found.take(item);
    }
    List<Report.PageChange> pages = totals.pages();
    return new Report(
        question.candidate().id(),
        question.before().versions().stream().map(Policy::id).toList(),
        span.from(),
        span.to(),
        new Report.Counts(
            events,
            acts,
            duplicates,
            earlier,
            found.opened(),
            found.moved(),
            found.reprioritised(),
            found.differing()),
        found.moves(),
        found.priorities(),
        found.breaches(
            totals.sum(Report.SlaChange::breachedBefore),
            totals.sum(Report.SlaChange::breachedAfter)),
        found.pages(
            pages.stream().mapToLong(Report.PageChange::before).sum(),
            pages.stream().mapToLong(Report.PageChange::after).sum()),
        totals.slas(),
        pages,
        span.every(),
        span.times(),
        totals.desks(before.loads(), after.loads()),
        found.items(),
        found.leftOut(),
        grounds.sentences(acts > 0),
        explained);
  }
}
