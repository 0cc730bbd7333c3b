package io.breakwater.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node does; each role can be placed on any number of nodes of a cluster. */
public enum NodeRole {
  /** Reads topics {@code scored} and {@code incidents} and asks the work items. */
  INTAKE,
  /** Holds work items and desks; one of these nodes has the outbox, one the sweep. */
  ROUTING,
  /** Owns SLA clocks, sends notifications and keeps the SLA report. */
  SLA,
  /** Writes the ledger. */
  AUDIT,
  /** Takes events by HTTP and from Kinesis, and keeps the dead letters. */
  INGEST,
  /** Answers the API and serves the console. */
  HTTP;

  /** Every role, as a process has them that is alone. */
  public static final Set<NodeRole> ALL = Set.copyOf(EnumSet.allOf(NodeRole.class));

  /** In configuration and as a role of the cluster's member. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Roles by their labels, in any case.
   *
   * @throws IllegalArgumentException with one sentence, if there is none or one is not known
   */
  public static Set<NodeRole> parse(List<String> labels) {
    Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
    List<String> unknown = new ArrayList<>();
    for (String label : labels) {
      Arrays.stream(values())
          .filter(role -> role.label().equalsIgnoreCase(label.strip()))
          .findFirst()
          .ifPresentOrElse(roles::add, () -> unknown.add("\"" + label.strip() + "\""));
    }
    if (!unknown.isEmpty() || roles.isEmpty()) {
      throw new IllegalArgumentException(
          "breakwater.roles %s; name one or more of %s"
              .formatted(
                  roles.isEmpty() && unknown.isEmpty()
                      ? "is empty"
                      : "has no role " + String.join(", ", unknown),
                  Arrays.stream(values()).map(NodeRole::label).collect(Collectors.joining(", "))));
    }
    return Set.copyOf(roles);
  }
}
