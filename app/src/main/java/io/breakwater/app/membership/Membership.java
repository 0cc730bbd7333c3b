package io.breakwater.app.membership;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** This process as a member of its cluster. */
public final class Membership {
  private final ActorSystem<?> system;
  private final ClusterSettings settings;
  private final Cluster cluster;

  /** A process that has not joined yet. */
  public Membership(ActorSystem<?> system, ClusterSettings settings) {
    this.system = system;
    this.settings = settings;
    this.cluster = Cluster.get(system);
  }

  /**
   * Joins, and returns when this process is a member; one that is alone does not wait for that.
   *
   * @throws IllegalStateException with one sentence, when nobody lets it in in time
   */
  public void join() {
    if (!settings.shared()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
      return;
    }
    if (settings.kubernetes()) {
      AkkaManagement.get(system.classicSystem()).start();
      ClusterBootstrap.get(system.classicSystem()).start();
    } else {
      cluster.manager().tell(new JoinSeedNodes(seeds()));
    }
    awaitUp();
  }

  private List<Address> seeds() {
    return settings.seedNodes().stream()
        .map(seed -> new Address("akka", system.name(), seed.host(), seed.port()))
        .toList();
  }

  private void awaitUp() {
    long end = System.nanoTime() + settings.joinTimeout().toNanos();
    while (!isUp()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "no cluster has let this node in within %s s: %s"
                .formatted(
                    settings.joinTimeout().toSeconds(),
                    settings.kubernetes()
                        ? "see what the log says of the Kubernetes API"
                        : "start the first of the seed nodes, or name one that runs (--seed-node)"));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while joining the cluster", e);
      }
    }
  }

  /** Whether this process is a member that takes part. */
  public boolean isUp() {
    return cluster.selfMember().status() == MemberStatus.up();
  }

  /** Why it is none; empty when it is one. */
  public Optional<String> notUp() {
    return isUp()
        ? Optional.empty()
        : Optional.of("This node is no member of its cluster: " + cluster.selfMember().status());
  }

  /** This process, as {@link DatabaseClaim} knows it. */
  int key() {
    return key(cluster.selfMember().uniqueAddress());
  }

  /** This process and all that it believes to be members, reachable or not. */
  Set<Integer> keys() {
    Set<Integer> keys =
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .map(member -> key(member.uniqueAddress()))
            .collect(Collectors.toSet());
    keys.add(key());
    return keys;
  }

  private static int key(UniqueAddress address) {
    return (address.address() + "#" + address.longUid()).hashCode();
  }

  /** Who is in it now, as this process sees it. */
  public ClusterView view() {
    CurrentClusterState state = cluster.state();
    return new ClusterView(
        settings.size(),
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .map(member -> node(member, state))
            .sorted(Comparator.comparing(ClusterView.Node::address))
            .toList());
  }

  private ClusterView.Node node(Member member, CurrentClusterState state) {
    return new ClusterView.Node(
        member.address().hostPort(),
        member.status().toString(),
        !state.getUnreachable().contains(member),
        member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList(),
        member.address().equals(cluster.selfMember().address()));
  }
}
