package io.breakwater.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.BranchSettings;
import io.breakwater.domain.policy.CorrelationPolicy;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskTarget;
import io.breakwater.domain.policy.Gate;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.routing.DecisionRecord.Candidate;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every tree, whatever its conditions answer. */
class RouterPropertiesTest {

  private static final Moment NOW = Moment.idle(Instant.EPOCH);
  private static final BranchSettings HINTED =
      new BranchSettings(
          DeskTarget.Hinted.HINTED, null, null, Set.of(), Map.of(), null, null, null);

  @Property
  void thereIsAlwaysADeskAndAlwaysTheSame(
      @ForAll("trees") List<Branch> tree, @ForAll("hints") String hint) {
    Policy policy = policy(tree, UnknownDeskHint.DEFAULT);

    DecisionRecord decision = Router.decide(policy, facts(hint), NOW);

    assertThat(decision.desk()).isIn("default", "a", "b");
    assertThat(Router.decide(policy, facts(hint), NOW)).isEqualTo(decision);
  }

  @Property
  void thePathIsTheLastMatchedCandidateAndItsAncestorsMatchedToo(
      @ForAll("trees") List<Branch> tree, @ForAll("hints") String hint) {
    DecisionRecord decision = Router.decide(policy(tree, UnknownDeskHint.CREATE), facts(hint), NOW);
    List<String> matched =
        decision.candidates().stream().filter(Candidate::matched).map(Candidate::branch).toList();

    if (matched.isEmpty()) {
      assertThat(decision.path()).isEmpty();
      assertThat(decision.desk()).isEqualTo("default");
    } else {
      assertThat(String.join(" > ", decision.path())).isEqualTo(matched.get(matched.size() - 1));
      for (int depth = 1; depth <= decision.path().size(); depth++) {
        assertThat(matched).contains(String.join(" > ", decision.path().subList(0, depth)));
      }
    }
  }

  @Property
  void everyCandidateHasAReasonAndOnlyChildrenOfMatchesAreTried(
      @ForAll("trees") List<Branch> tree) {
    DecisionRecord decision =
        Router.decide(policy(tree, UnknownDeskHint.DEFAULT), facts(null), NOW);
    List<String> matched = new ArrayList<>();

    for (Candidate candidate : decision.candidates()) {
      assertThat(candidate.reason()).isNotBlank();
      int parent = candidate.branch().lastIndexOf(" > ");
      if (parent >= 0) {
        assertThat(matched).contains(candidate.branch().substring(0, parent));
      }
      if (candidate.matched()) {
        matched.add(candidate.branch());
      }
    }
  }

  @Property
  void withoutContinueOneRootBranchAtMostMatches(@ForAll("trees") List<Branch> tree) {
    List<Branch> strict = tree.stream().map(b -> copy(b, false)).toList();

    DecisionRecord decision =
        Router.decide(policy(strict, UnknownDeskHint.DEFAULT), facts("a"), NOW);

    assertThat(decision.candidates())
        .filteredOn(c -> c.matched() && !c.branch().contains(" > "))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Provide
  Arbitrary<List<Branch>> trees() {
    return branches(3);
  }

  @Provide
  Arbitrary<String> hints() {
    return Arbitraries.of("a", "unknown", "").injectNull(0.3);
  }

  private static Arbitrary<List<Branch>> branches(int depth) {
    Arbitrary<List<Branch>> below =
        depth == 0 ? Arbitraries.just(List.of()) : Arbitraries.lazy(() -> branches(depth - 1));
    Arbitrary<Branch> one =
        Combinators.combine(
                Arbitraries.of(Answer.values()),
                Arbitraries.of("a", "b").injectNull(0.3),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                below)
            .as(
                (answer, desk, fromHint, goOn, children) ->
                    new Branch(
                        List.of("?"),
                        answer,
                        fromHint ? List.of(Gate.Hinted.HINTED) : List.of(),
                        fromHint ? HINTED : BranchSettings.of(desk == null ? "default" : desk),
                        goOn,
                        children));
    return one.list().ofMaxSize(3).map(branches -> named(branches, List.of()));
  }

  /** Siblings have distinct names, and paths lead down from the root, as the parser makes sure. */
  private static List<Branch> named(List<Branch> branches, List<String> parent) {
    List<Branch> named = new ArrayList<>();
    for (Branch b : branches) {
      List<String> path = new ArrayList<>(parent);
      path.add("branch-" + named.size());
      named.add(
          new Branch(path, b.when(), b.gates(), b.settings(), b.goOn(), named(b.branches(), path)));
    }
    return named;
  }

  private static Branch copy(Branch b, boolean goOn) {
    return new Branch(b.path(), b.when(), b.gates(), b.settings(), goOn, b.branches());
  }

  /** A condition's three possible answers. */
  private enum Answer implements Condition {
    TRUE,
    FALSE,
    FAILURE;

    @Override
    public String expression() {
      return name();
    }

    @Override
    public boolean test(Facts facts) {
      if (this == FAILURE) {
        throw new RuleFailure("no such value");
      }
      return this == TRUE;
    }
  }

  private static Policy policy(List<Branch> tree, UnknownDeskHint unknown) {
    RoutingPolicy routing = new RoutingPolicy("default", unknown, tree);
    return new Policy(
        "p",
        "1",
        Instant.EPOCH,
        Set.of(),
        null,
        null,
        CorrelationPolicy.NONE,
        routing,
        Map.of(),
        Map.of(),
        desks(),
        Map.of(),
        List.of(),
        null,
        null,
        QuietPolicy.NONE,
        ApprovalPolicy.NONE,
        "");
  }

  private static Map<String, DeskPolicy> desks() {
    return Map.of(
        "default", DeskPolicy.hinted("default"),
        "a", DeskPolicy.hinted("a"),
        "b", DeskPolicy.hinted("b"));
  }

  private static Facts facts(String hint) {
    ExceptionEvent event =
        new ExceptionEvent("x", "s", null, "t", null, Instant.EPOCH, null, null, hint, Map.of());
    return new Facts(event, Map.of(), 1, Priority.P4, null);
  }
}
