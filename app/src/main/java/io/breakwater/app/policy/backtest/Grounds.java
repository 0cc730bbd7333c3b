package io.breakwater.app.policy.backtest;

import io.breakwater.domain.policy.Feature;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a report rests on: what was decided anew, and what was taken as it is on record. */
final class Grounds {
  private final Policy candidate;
  private final List<Policy> before;
  private final Set<String> features;
  private final Map<String, Long> absent = new TreeMap<>();
  private long seen;
  private long otherScores;

  Grounds(Backtest.Question question) {
    candidate = question.candidate();
    before = question.before().versions();
    features = candidate.features().names();
  }

  /** An event, and what the policies before say of it. */
  void saw(Recorded.Said said, Judgement judgement) {
    seen++;
    if (said.score() != null && said.score() != judgement.score()) {
      otherScores++;
    }
    for (String feature : features) {
      if (!said.features().containsKey(feature)) {
        absent.merge(feature, 1L, Long::sum);
      }
    }
  }

  List<String> sentences(boolean acts) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Decided anew by both sides: scores, branches, desks, priorities, SLA deadlines, and who is"
            + " told; each event as if taken in when it occurred, with the loads that the desks of"
            + " its own side had then.");
    notes.add(
        acts
            ? "As recorded: what upstream said, the features, and when people acknowledged, resolved"
                + " or reopened. That they might have been quicker or slower on another desk is not"
                + " guessed."
            : "As recorded: what upstream said, and the features. The history has nothing that people"
                + " did, so what is to be acknowledged counts as acknowledged when it is resolved.");
    notes.add(
        "Not tried: whom a desk gives its work to, transfers, and what a policy would resolve or close"
            + " by itself.");
    if (Grouping.groups(candidate) || before.stream().anyMatch(Grouping::groups)) {
      notes.add(
          "Incidents are not formed anew: each exception counts as work of its own"
              + (acts ? ", except where the record says that it was taken over." : "."));
    }
    absent.forEach(
        (feature, events) ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "Feature %s of the candidate is not on record for %,d of %,d events: conditions"
                        + " that read it do not hold there.",
                    feature,
                    events,
                    seen)));
    for (Feature feature : candidate.features().declared()) {
      if (before.stream().anyMatch(policy -> isOther(policy, feature))) {
        notes.add(
            "Feature %s is declared otherwise by the candidate; its recorded values were used."
                .formatted(feature.name()));
      }
    }
    if (otherScores > 0) {
      notes.add(
          "%,d events were recorded with another score than the policies before give them now."
              .formatted(otherScores));
    }
    return notes;
  }

  private static boolean isOther(Policy policy, Feature feature) {
    return policy.features().declared().stream()
        .anyMatch(
            f ->
                f.name().equals(feature.name())
                    && !(f.id() == feature.id()
                        && Objects.equals(f.halfLife(), feature.halfLife())
                        && f.warmUp() == feature.warmUp()));
  }
}
