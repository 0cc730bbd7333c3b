package io.breakwater.app.membership;

import java.util.List;

/**
 * A cluster as one of its nodes sees it.
 *
 * @param size how many nodes there should be
 */
public record ClusterView(int size, List<Node> nodes) {

  /**
   * One member.
   *
   * @param address HOST:PORT of its remoting, after the name of the system
   * @param status Akka's, e.g. {@code Up} or {@code Leaving}
   * @param reachable whether the others hear of it
   * @param self whether it is the one that says so
   */
  public record Node(
      String address, String status, boolean reachable, List<String> roles, boolean self) {}

  /** Members that take part and that the others hear of. */
  public long working() {
    return nodes.stream().filter(node -> node.reachable() && node.status().equals("Up")).count();
  }

  /** Members that the others do not hear of. */
  public long unreachable() {
    return nodes.stream().filter(node -> !node.reachable()).count();
  }
}
