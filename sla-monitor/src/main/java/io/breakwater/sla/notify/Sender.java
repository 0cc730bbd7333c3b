package io.breakwater.sla.notify;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.policy.NotificationPolicy.Channel;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.notify.live.LiveFeed;
import io.breakwater.sla.notify.webhook.WebhookChannel;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Sends what is due: live notifications by giving them their place in the feed, the others by
 * claiming them for a while, calling out and storing the outcome. A sender that dies between the
 * call and the outcome is followed, after the claim ends, by a retry with the same key. Whatever
 * the database refuses is tried again at the next tick.
 */
final class Sender {

  sealed interface Command {}

  enum Look implements Command {
    /** Something may be due. */
    NOW,
    /** Nobody waits for news any longer than this. */
    RELEASE_READERS
  }

  private record Attempted(Notification notification, Optional<String> failure)
      implements Command {}

  private static final Duration RELEASE_EVERY = Duration.ofSeconds(15);

  private final boolean sends;
  private final ActorContext<Command> actor;
  private final NotifierSettings settings;
  private final ServiceContext context;
  private final LiveFeed feed;
  private final WebhookChannel webhook;
  private final NotifierMetrics metrics;
  private final AtomicBoolean wakeUpOnItsWay;
  private int underWay;

  private Sender(
      boolean sends,
      ActorContext<Command> actor,
      NotifierSettings settings,
      ServiceContext context,
      LiveFeed feed,
      NotifierMetrics metrics,
      AtomicBoolean wakeUpOnItsWay) {
    this.sends = sends;
    this.actor = actor;
    this.settings = settings;
    this.context = context;
    this.feed = feed;
    this.webhook = new WebhookChannel(settings.timeout());
    this.metrics = metrics;
    this.wakeUpOnItsWay = wakeUpOnItsWay;
  }

  /**
   * The behaviour.
   *
   * @param sends false where other nodes send, and this one only shows what was sent
   * @param wakeUpOnItsWay set by whoever sends {@link Look#NOW}, cleared when it is handled, so
   *     that a burst of work is one wake-up
   */
  static Behavior<Command> create(
      boolean sends,
      NotifierSettings settings,
      ServiceContext context,
      LiveFeed feed,
      NotifierMetrics metrics,
      AtomicBoolean wakeUpOnItsWay) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                (TimerScheduler<Command> timers) -> {
                  timers.startTimerWithFixedDelay(Look.NOW, settings.poll());
                  timers.startTimerWithFixedDelay(Look.RELEASE_READERS, RELEASE_EVERY);
                  return new Sender(sends, actor, settings, context, feed, metrics, wakeUpOnItsWay)
                      .behavior();
                }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receive(Command.class)
        .onMessageEquals(Look.NOW, this::onLook)
        .onMessageEquals(Look.RELEASE_READERS, this::onRelease)
        .onMessage(Attempted.class, this::onAttempted)
        .build();
  }

  private Behavior<Command> onLook() {
    wakeUpOnItsWay.set(false);
    try {
      if (sends) {
        send();
      } else {
        feed.refresh();
      }
    } catch (SQLException e) {
      log().warn("notifications wait for the database: {}", e.getMessage());
    }
    return Behaviors.same();
  }

  private void send() throws SQLException {
    PolicyTimeline policies = context.policies().get();
    if (!policies.versions().isEmpty()) {
      Instant now = context.clock().instant();
      Map<String, Channel> channels = policies.inForceAt(now).notifications().channels();
      sendLive(live(channels), now);
      callOut(channels, now);
    }
  }

  private void sendLive(List<String> channels, Instant now) throws SQLException {
    int sent;
    do {
      sent =
          Transactions.run(
              context.db(), db -> NotificationTable.sendLive(db, channels, now, settings.batch()));
      metrics.sent("live", sent);
      feed.refresh();
    } while (sent == settings.batch());
  }

  private void callOut(Map<String, Channel> channels, Instant now) throws SQLException {
    int room = settings.batch() - underWay;
    if (room == 0) {
      return;
    }
    List<Notification> claimed =
        Transactions.run(
            context.db(),
            db -> NotificationTable.claim(db, live(channels), now, settings.lease(), room));
    for (Notification notification : claimed) {
      underWay++;
      Channel channel = channels.get(notification.channel());
      if (channel == null) {
        onAttempted(
            new Attempted(
                notification,
                Optional.of(
                    "the policy in force has no channel \"" + notification.channel() + "\"")));
      } else {
        actor.pipeToSelf(
            webhook.send(notification, URI.create(channel.settings().get("url"))),
            (failure, impossible) -> new Attempted(notification, failure));
      }
    }
  }

  private Behavior<Command> onAttempted(Attempted attempted) {
    underWay--;
    Notification n = attempted.notification();
    try {
      Transactions.run(
          context.db(),
          db -> {
            if (attempted.failure().isEmpty()) {
              NotificationTable.sent(db, n.id());
            } else if (next(n).isAfter(n.createdAt().plus(settings.giveUpAfter()))) {
              NotificationTable.failed(db, n.id(), attempted.failure().get());
            } else {
              NotificationTable.retry(db, n.id(), attempted.failure().get(), next(n));
            }
            return null;
          });
      if (attempted.failure().isEmpty()) {
        metrics.sent(n.channel(), 1);
      } else {
        metrics.attemptFailed(n.channel());
        log()
            .warn(
                "trace_id={} notification {} on {}: {} (attempt {})",
                n.traceId(),
                n.id(),
                n.channel(),
                attempted.failure().get(),
                n.attempts());
      }
    } catch (SQLException e) {
      log()
          .warn("the outcome of {} is not stored, it will be sent again: {}", n.id(), e.toString());
    }
    return Behaviors.same();
  }

  private Instant next(Notification n) {
    Duration pause =
        RetryPlan.pause(n.id(), n.attempts(), settings.firstRetry(), settings.longestRetry());
    return context.clock().instant().plus(pause);
  }

  private Behavior<Command> onRelease() {
    feed.release();
    return Behaviors.same();
  }

  private static List<String> live(Map<String, Channel> channels) {
    return channels.values().stream()
        .filter(c -> c.type().equals("live"))
        .map(Channel::name)
        .toList();
  }

  private Logger log() {
    return actor.getLog();
  }
}
