package io.breakwater.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random trees, written as YAML, parsed and routed, against an interpreter that does not walk: it
 * lists all nodes in the order of the file and says of each by itself whether it is reached.
 */
class RoutingTreeAgainstNaiveTest {

  // A Sunday noon in London, with desk "full" at its capacity.
  private static final Moment NOW =
      new Moment(Instant.parse("2026-03-01T12:00:00Z"), desk -> desk.equals("full") ? 5 : 0);

  /** Conditions with what they answer for the one exception of this test. */
  private enum Condition {
    NONE("", true),
    TRUE("when: event.type == \"t\"", true),
    FALSE("when: event.type == \"u\"", false),
    FAILS("when: event.attributes.none == \"x\"", false),
    OPEN("during: always", true),
    CLOSED("during: {zone: Europe/London, hours: {MON-SAT: [\"00:00-24:00\"]}}", false),
    OUTSIDE("outside: {zone: Europe/London, hours: {SUN: [\"13:00-14:00\"]}}", true),
    BUSY("when_busy: full", true),
    IDLE("when_busy: {desk: a, load: 10%}", false);

    private final String yaml;
    private final boolean holds;

    Condition(String yaml, boolean holds) {
      this.yaml = yaml;
      this.holds = holds;
    }
  }

  /** A branch as it is written. */
  private record Spec(
      Condition condition,
      String desk,
      String priority,
      String tag,
      boolean goOn,
      List<Spec> children) {}

  /** A branch in the list of all, with where it stands. */
  private record Node(Spec spec, String path, Node parent, List<Spec> olderSiblings) {

    boolean reached() {
      return spec.condition().holds
          && (parent == null || parent.reached())
          && olderSiblings.stream().noneMatch(s -> s.condition().holds && !s.goOn());
    }

    boolean handles() {
      return reached() && spec.children().stream().noneMatch(c -> c.condition().holds);
    }

    String nearest(Function<Spec, String> setting, String atRoot) {
      String own = setting.apply(spec);
      if (own != null) {
        return own;
      }
      return parent == null ? atRoot : parent.nearest(setting, atRoot);
    }

    Set<String> tags() {
      Set<String> tags = parent == null ? new TreeSet<>() : parent.tags();
      if (spec.tag() != null) {
        tags.add(spec.tag());
      }
      return tags;
    }
  }

  @Property(tries = 300)
  void ownerWatchersAndSettingsAreThoseOfTheNaiveReading(@ForAll("trees") List<Spec> tree) {
    Policy policy = PolicyParser.parse(yaml(tree));
    List<Node> handling = nodes(tree, "", null).stream().filter(Node::handles).toList();

    DecisionRecord decision = Router.decide(policy, RoutingSamples.facts("t", Map.of()), NOW);

    if (handling.isEmpty()) {
      assertThat(decision.desk()).isEqualTo("d");
      assertThat(decision.path()).isEmpty();
      assertThat(decision.watchers()).isEmpty();
      assertThat(decision.instructions()).isNull();
      return;
    }
    Node owner = handling.get(handling.size() - 1);
    assertThat(String.join(">", decision.path())).isEqualTo(owner.path());
    assertThat(decision.desk()).isEqualTo(owner.nearest(Spec::desk, "d"));
    Set<String> watchers = new LinkedHashSet<>();
    handling.forEach(n -> watchers.add(n.nearest(Spec::desk, "d")));
    watchers.remove(decision.desk());
    assertThat(decision.watchers()).containsExactlyElementsOf(watchers);
    String priority = owner.nearest(Spec::priority, null);
    assertThat(decision.instructionsOrNone().priority())
        .isEqualTo(priority == null ? null : Priority.valueOf(priority));
    assertThat(decision.instructionsOrNone().tags()).containsExactlyElementsOf(owner.tags());
  }

  private static List<Node> nodes(List<Spec> siblings, String prefix, Node parent) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < siblings.size(); i++) {
      String path = prefix + "n" + i;
      Node node = new Node(siblings.get(i), path, parent, siblings.subList(0, i));
      nodes.add(node);
      nodes.addAll(nodes(siblings.get(i).children(), path + ">", node));
    }
    return nodes;
  }

  private static String yaml(List<Spec> tree) {
    StringBuilder yaml =
        new StringBuilder(
            RoutingSamples.yaml(
                """
                calendars:
                  always: {zone: UTC, hours: {MON-SUN: ["00:00-24:00"]}}
                desks: {d: {}, a: {capacity: 10}, b: {}, full: {capacity: 5}}
                routing:
                  default_desk: d
                """));
    append(yaml, tree, "  ");
    return yaml.toString();
  }

  private static void append(StringBuilder yaml, List<Spec> siblings, String indent) {
    if (siblings.isEmpty()) {
      return;
    }
    yaml.append(indent).append("branches:\n");
    for (int i = 0; i < siblings.size(); i++) {
      Spec spec = siblings.get(i);
      String inner = indent + "    ";
      yaml.append(indent).append("  - name: n").append(i).append('\n');
      for (String line :
          new String[] {
            spec.condition().yaml,
            spec.desk() == null ? "" : "desk: " + spec.desk(),
            spec.priority() == null ? "" : "priority: " + spec.priority(),
            spec.tag() == null ? "" : "tags: [" + spec.tag() + "]",
            spec.goOn() ? "continue: true" : ""
          }) {
        yaml.append(line.isEmpty() ? "" : inner + line + "\n");
      }
      append(yaml, spec.children(), inner);
    }
  }

  @Provide
  Arbitrary<List<Spec>> trees() {
    return siblings(3);
  }

  private static Arbitrary<List<Spec>> siblings(int depth) {
    Arbitrary<List<Spec>> below =
        depth == 0 ? Arbitraries.just(List.of()) : Arbitraries.lazy(() -> siblings(depth - 1));
    return Combinators.combine(
            Arbitraries.of(Condition.values()),
            Arbitraries.of("a", "b", "full").injectNull(0.4),
            Arbitraries.of("P1", "P4").injectNull(0.6),
            Arbitraries.of("x", "y").injectNull(0.6),
            Arbitraries.of(true, false),
            below)
        .as(Spec::new)
        .list()
        .ofMaxSize(3);
  }
}
