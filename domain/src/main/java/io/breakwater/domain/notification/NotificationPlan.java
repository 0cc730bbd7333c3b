package io.breakwater.domain.notification;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.policy.NotificationPolicy;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.NotificationPolicy.Rule;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Who is told of a happening, and in what words. Pure: the same happening gives the same
 * notifications with the same ids, whenever and however often it is planned.
 */
public final class NotificationPlan {
  private NotificationPlan() {}

  /**
   * One notification per channel that a matching rule names. A rule whose condition cannot be
   * judged for this item does not match.
   *
   * @param facts of the work item, on its desk
   * @param now the wall clock: a happening longer ago than the policy's {@code quiet_after} is
   *     planned as SUPPRESSED, so it is recorded and nobody is told
   */
  public static List<Notification> of(
      NotificationPolicy policy, Facts facts, Happening happening, Instant now) {
    return channels(policy, facts, happening.occasion()).stream()
        .map(channel -> notification(policy, facts, happening, channel, now))
        .toList();
  }

  /** The channels that hear of such an occasion, each once, in the order of the rules. */
  public static List<String> channels(NotificationPolicy policy, Facts facts, Occasion occasion) {
    return policy.rules().stream()
        .filter(rule -> rule.on().contains(occasion) && matches(rule, facts))
        .flatMap(rule -> rule.channels().stream())
        .distinct()
        .toList();
  }

  private static boolean matches(Rule rule, Facts facts) {
    try {
      return rule.when().test(facts);
    } catch (RuleFailure e) {
      return false;
    }
  }

  private static Notification notification(
      NotificationPolicy policy, Facts facts, Happening happening, String channel, Instant now) {
    String recipient = recipient(happening);
    String id =
        Identity.notificationId(happening.workItemId(), happening.step(), channel, recipient);
    boolean past = happening.occurredAt().isBefore(now.minus(policy.quietAfter()));
    return new Notification(
        id,
        happening.workItemId(),
        happening.step(),
        channel,
        recipient,
        subject(facts, happening),
        body(facts, happening),
        happening.desk(),
        facts.priority(),
        past ? Status.SUPPRESSED : Status.PENDING,
        past ? "it happened longer ago than quiet_after, " + policy.quietAfter() : null,
        0,
        happening.traceId(),
        new TraceContext(happening.traceId(), id.substring(0, 16)).traceparent(),
        happening.occurredAt(),
        now);
  }

  private static String recipient(Happening happening) {
    return happening.occasion() == Occasion.ASSIGNED && happening.assignee() != null
        ? happening.assignee()
        : happening.desk();
  }

  private static String subject(Facts facts, Happening happening) {
    ExceptionEvent event = facts.event();
    return "[%s] %s %s: %s"
        .formatted(facts.priority(), event.type(), event.exceptionId(), inWords(happening));
  }

  private static String inWords(Happening happening) {
    return switch (happening.occasion()) {
      case OPENED -> "new on desk " + happening.desk();
      case ASSIGNED -> "assigned to " + happening.assignee();
      case REOPENED -> "reopened on desk " + happening.desk();
      case AT_RISK -> "SLA at risk on desk " + happening.desk();
      case BREACHED -> "SLA breached on desk " + happening.desk();
      case ACKNOWLEDGED, RESOLVED -> happening.occasion().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String body(Facts facts, Happening happening) {
    ExceptionEvent event = facts.event();
    StringBuilder body = new StringBuilder();
    if (happening.detail() != null) {
      body.append(happening.detail()).append(". ");
    }
    body.append("Score ").append(facts.score()).append(", severity ").append(event.severity());
    if (event.amount() != null) {
      body.append(", ").append(event.amount().toPlainString()).append(' ').append(event.currency());
    }
    return body.append(", from ").append(event.sourceId()).append('.').toString();
  }
}
