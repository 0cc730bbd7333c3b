package io.breakwater.app.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.desk.Choice;
import io.breakwater.domain.desk.OperatorChoice;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.NotificationPlan;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Grouping;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a policy makes of one event: its score, its desk and who would get it, with all the reasons,
 * by the same functions that run live.
 *
 * @param at when it is taken in
 * @param priority that it is worked on with: the branch's, else the score's
 * @param operator who would get it if it were the only work that waits
 * @param slas the clocks that it starts, with their deadlines
 * @param notifications the channels that would hear of an occasion if it came about now, by
 *     occasion; those that nobody would hear of are left out
 * @param quiet the maintenance window that would keep those back; null if none would. Silences and
 *     what is open already are not looked at
 */
public record Explanation(
    String policy,
    Instant at,
    String sourceId,
    String exceptionId,
    String type,
    int score,
    Priority priority,
    List<Contribution> contributions,
    DecisionRecord decision,
    Choice operator,
    List<SlaPlan> slas,
    Map<Occasion, List<String>> notifications,
    Quiet quiet) {

  private static final EventReader READER = new EventReader(EventLimits.DEFAULT);

  /**
   * Explains an event.
   *
   * @param event as a producer sends it, or a record of topic {@code scored}, whose score stands
   * @throws IllegalArgumentException with a sentence if it is neither
   */
  public static Explanation of(Policy policy, byte[] event, Circumstances circumstances) {
    ScoredException scored = scored(policy, event, circumstances);
    DecisionRecord decision =
        Grouping.decide(PolicyTimeline.EMPTY.with(policy), scored, circumstances.moment());
    Priority given = decision.instructionsOrNone().priority();
    Priority priority = given == null ? scored.priority() : given;
    Facts work = Facts.ofScored(scored.withPriority(priority)).onDesk(decision.desk());
    List<SlaPlan> slas = SlaPlan.of(policy, work, scored.event().occurredAt());
    Choice operator =
        OperatorChoice.of(
            policy.desk(decision.desk()),
            priority,
            decision.instructionsOrNone().needs(),
            circumstances.standing(decision.desk()),
            circumstances.at());
    return new Explanation(
        policy.id(),
        circumstances.at(),
        scored.event().sourceId(),
        scored.event().exceptionId(),
        scored.event().type(),
        scored.score(),
        priority,
        scored.contributions(),
        decision,
        operator,
        slas,
        notifications(policy, work, decision.hold() != null, slas, circumstances.at()),
        policy
            .quiet()
            .quiet("", work, circumstances.at(), List.of(), QuietPolicy.Sources.NONE)
            .orElse(null));
  }

  private static Map<Occasion, List<String>> notifications(
      Policy policy, Facts work, boolean held, List<SlaPlan> slas, Instant at) {
    Map<Occasion, List<String>> told = new EnumMap<>(Occasion.class);
    for (Occasion occasion : Occasion.values()) {
      List<String> channels = NotificationPlan.channels(policy.notifications(), work, occasion);
      boolean possible =
          switch (occasion) {
            case OPENED ->
                !held
                    && !work.event()
                        .occurredAt()
                        .isBefore(at.minus(policy.notifications().quietAfter()));
            case AT_RISK -> slas.stream().anyMatch(sla -> sla.atRiskAt().isAfter(at));
            case BREACHED -> slas.stream().anyMatch(sla -> sla.deadline().isAfter(at));
            case ASSIGNED, ACKNOWLEDGED, RESOLVED, REOPENED -> true;
          };
      if (possible && !channels.isEmpty()) {
        told.put(occasion, channels);
      }
    }
    return told;
  }

  private static ScoredException scored(Policy policy, byte[] json, Circumstances circumstances) {
    JsonNode tree = tree(json);
    if (tree.path("event").isObject() && tree.has("score")) {
      return Json.read(json, ScoredException.class);
    }
    Reading reading = READER.read(json, RawHeaders.NONE);
    if (reading instanceof Reading.Rejected rejected) {
      throw new IllegalArgumentException("the event is refused: " + rejected.rejection().reason());
    }
    ExceptionEvent event = ((Reading.Accepted) reading).event();
    Score score = Scorer.score(policy.scoring(), event, circumstances.features());
    return new ScoredException(
        event.eventId(),
        event,
        reading.trace().orElseGet(() -> TraceContext.mint("explained", 0, 0)),
        new Origin("explained", 0, 0, circumstances.at()),
        score.score(),
        score.priority(),
        score.contributions(),
        circumstances.features(),
        policy.id(),
        false);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.mapper().readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the event is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
