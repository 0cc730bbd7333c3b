package io.breakwater.routing;

import com.typesafe.config.Config;
import io.breakwater.routing.incident.IncidentSettings;
import java.time.Duration;

/**
 * Routing's settings, section {@code breakwater.routing}.
 *
 * @param shards of work items and of desks; fixed for the life of a cluster
 * @param activeItems work items kept in memory on this node
 * @param passivateAfter idle time after which one leaves memory
 */
public record RoutingSettings(
    int shards,
    int activeItems,
    Duration passivateAfter,
    IntakeSettings intake,
    OutboxSettings outbox,
    DeskSettings desk,
    HoldSettings hold,
    IncidentSettings incidents,
    Duration changesPoll) {

  /**
   * Intake's settings.
   *
   * @param parallelism asks under way for each partition
   */
  public record IntakeSettings(
      String groupId,
      int parallelism,
      Duration askTimeout,
      Duration minBackoff,
      Duration maxBackoff) {

    public IntakeSettings {
      atLeastOne("intake.parallelism", parallelism);
      positive("intake.ask-timeout", askTimeout);
      positive("intake.min-backoff", minBackoff);
      positive("intake.max-backoff", maxBackoff);
      if (groupId.isBlank()) {
        throw new IllegalArgumentException(
            "breakwater.routing.intake.group-id is empty; give the consumer group a name");
      }
    }
  }

  /**
   * The outbox's settings.
   *
   * @param batch events published and projected in one round
   * @param pace the pause between rounds that were not full
   * @param poll how often to look when nothing wakes it
   */
  public record OutboxSettings(
      int batch, Duration pace, Duration poll, Duration minBackoff, Duration maxBackoff) {

    public OutboxSettings {
      atLeastOne("outbox.batch", batch);
      positive("outbox.pace", pace);
      positive("outbox.poll", poll);
      positive("outbox.min-backoff", minBackoff);
      positive("outbox.max-backoff", maxBackoff);
    }
  }

  /**
   * The desks' settings.
   *
   * @param reservation how long an offer may go unanswered before it is void
   * @param refresh how often a desk compares itself with the read side
   */
  public record DeskSettings(Duration reservation, Duration refresh) {

    public DeskSettings {
      positive("desk.reservation", reservation);
      positive("desk.refresh", refresh);
    }
  }

  /**
   * Settings of what waits for incidents.
   *
   * @param poll the pause between two sweeps
   * @param grace after a start, nothing is released for so long: what was written meanwhile comes
   *     first
   * @param parallelism asks under way
   */
  public record HoldSettings(Duration poll, Duration grace, int parallelism, Duration askTimeout) {

    public HoldSettings {
      positive("hold.poll", poll);
      positive("hold.grace", grace);
      atLeastOne("hold.parallelism", parallelism);
      positive("hold.ask-timeout", askTimeout);
    }
  }

  public RoutingSettings {
    atLeastOne("shards", shards);
    atLeastOne("active-items", activeItems);
    positive("passivate-after", passivateAfter);
    positive("changes.poll", changesPoll);
  }

  /** Reads section {@code breakwater.routing}. */
  public static RoutingSettings from(Config config) {
    Config c = config.getConfig("breakwater.routing");
    return new RoutingSettings(
        c.getInt("shards"),
        c.getInt("active-items"),
        c.getDuration("passivate-after"),
        new IntakeSettings(
            c.getString("intake.group-id"),
            c.getInt("intake.parallelism"),
            c.getDuration("intake.ask-timeout"),
            c.getDuration("intake.min-backoff"),
            c.getDuration("intake.max-backoff")),
        new OutboxSettings(
            c.getInt("outbox.batch"),
            c.getDuration("outbox.pace"),
            c.getDuration("outbox.poll"),
            c.getDuration("outbox.min-backoff"),
            c.getDuration("outbox.max-backoff")),
        new DeskSettings(c.getDuration("desk.reservation"), c.getDuration("desk.refresh")),
        new HoldSettings(
            c.getDuration("hold.poll"),
            c.getDuration("hold.grace"),
            c.getInt("hold.parallelism"),
            c.getDuration("hold.ask-timeout")),
        IncidentSettings.from(c.getConfig("incidents")),
        c.getDuration("changes.poll"));
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "breakwater.routing." + key + " is " + value + "; it must be at least 1");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.routing." + key + " is " + value + "; it must be longer than nothing");
    }
  }
}
