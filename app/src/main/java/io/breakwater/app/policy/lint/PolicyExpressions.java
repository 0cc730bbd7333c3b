package io.breakwater.app.policy.lint;

import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.CorrelationPolicy;
import io.breakwater.domain.policy.Dedupe;
import io.breakwater.domain.policy.Feature;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.quiet.InhibitRule;
import io.breakwater.domain.rule.Expression;
import java.util.ArrayList;
import java.util.List;

/** Every expression of a policy that looks at events, with the place that people know it by. */
final class PolicyExpressions {

  /** An expression and whose it is, e.g. {@code scoring rule large-amount}. */
  record Placed(String where, Expression expression) {}

  private final List<Placed> all = new ArrayList<>();

  private PolicyExpressions() {}

  static List<Placed> of(Policy policy) {
    PolicyExpressions found = new PolicyExpressions();
    policy.features().declared().forEach(found::feature);
    policy.scoring().rules().forEach(r -> found.add("scoring rule " + r.name(), r.when()));
    policy.correlation().rules().forEach(found::correlation);
    found.dedupe("routing", policy.routing().root().dedupe());
    policy.routing().branches().forEach(found::branch);
    policy.slas().forEach(s -> found.add("SLA " + s.name(), s.when()));
    policy
        .notifications()
        .rules()
        .forEach(r -> found.add("notification rule " + r.name(), r.when()));
    policy.approvals().rules().forEach(r -> found.add("approval " + r.name(), r.when()));
    policy.quiet().maintenance().forEach(r -> found.add("maintenance " + r.by(), r.when()));
    policy.quiet().inhibit().forEach(found::inhibit);
    return List.copyOf(found.all);
  }

  private void feature(Feature feature) {
    String where = "feature " + feature.name();
    add(where, feature.when());
    feature.by().forEach(by -> add(where, by));
    add(where, feature.number());
    add(where, feature.text());
  }

  private void correlation(CorrelationPolicy.Rule rule) {
    String where = "correlation rule " + rule.name();
    add(where, rule.when());
    rule.by().forEach(by -> add(where, by));
    rule.attributes().values().forEach(text -> add(where, text));
    rule.matching().values().forEach(condition -> add(where, condition));
  }

  private void inhibit(InhibitRule rule) {
    String where = "inhibit " + rule.name();
    add(where, rule.source());
    add(where, rule.target());
    rule.equal().forEach(text -> add(where, text));
  }

  private void branch(Branch branch) {
    add("branch " + branch.label(), branch.when());
    dedupe("branch " + branch.label(), branch.settings().dedupe());
    branch.branches().forEach(this::branch);
  }

  /** A branch inherits it, so it is named where it is written. */
  private void dedupe(String where, Dedupe dedupe) {
    if (dedupe != null && all.stream().noneMatch(p -> dedupe.by().contains(p.expression()))) {
      dedupe.by().forEach(by -> add(where, by));
    }
  }

  private void add(String where, Expression expression) {
    if (expression != null) {
      all.add(new Placed(where, expression));
    }
  }
}
