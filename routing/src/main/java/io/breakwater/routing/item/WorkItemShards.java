package io.breakwater.routing.item;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ClusterShardingSettings.PassivationStrategySettings$;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.platform.NodeRole;
import io.breakwater.routing.RoutingSettings;
import java.time.Clock;
import java.util.function.Supplier;

/** Spreads the work items over the cluster, and lets the idle ones leave memory. */
public final class WorkItemShards {
  private WorkItemShards() {}

  /** The journal plugin's section in {@code reference.conf}. */
  public static final String JOURNAL = "breakwater.routing.journal";

  /**
   * Starts this node's part: its share of the items or, without the role, the way to them.
   *
   * @param approvals what the policy in force lets nobody do alone
   */
  public static void start(
      ActorSystem<?> system,
      RoutingSettings settings,
      Clock clock,
      Supplier<ApprovalPolicy> approvals) {
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    WorkItem.TYPE,
                    entity -> WorkItem.create(entity.getEntityId(), JOURNAL, clock, approvals))
                .withRole(NodeRole.ROUTING.label())
                .withStopMessage(WorkItem.Passivate.INSTANCE)
                .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
                .withSettings(
                    ClusterShardingSettings.create(system)
                        .withPassivationStrategy(
                            PassivationStrategySettings$.MODULE$
                                .defaults()
                                .withIdleEntityPassivation(settings.passivateAfter())
                                .withActiveEntityLimit(settings.activeItems())
                                .withLeastRecentlyUsedReplacement())));
  }
}
