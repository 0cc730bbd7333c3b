package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.text.Suggestion;
import io.breakwater.domain.work.OperationKind;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code approvals}. */
final class ApprovalSection {
  private ApprovalSection() {}

  private static final Duration DEFAULT_EXPIRES_AFTER = Duration.ofHours(24);

  private static final Map<String, OperationKind> OPERATIONS =
      Stream.of(OperationKind.values())
          .filter(OperationKind::canNeedApproval)
          .collect(Collectors.toMap(OperationKind::path, Function.identity()));

  static ApprovalPolicy read(YamlValue value, Conditions conditions) {
    List<ApprovalPolicy.Rule> rules = new ArrayList<>();
    Names names = new Names("approval rule");
    for (YamlValue item : value.list()) {
      rules.add(rule(item.map("name", "operations", "when", "expires_after"), names, conditions));
    }
    return rules.isEmpty() ? ApprovalPolicy.NONE : new ApprovalPolicy(List.copyOf(rules));
  }

  private static ApprovalPolicy.Rule rule(YamlMap rule, Names names, Conditions conditions) {
    Set<OperationKind> operations = EnumSet.noneOf(OperationKind.class);
    YamlValue list =
        rule.need("operations", "List what needs a second person, e.g. operations: [resolve]");
    for (YamlValue item : list.list()) {
      operation(item, operations);
    }
    if (list.present() && list.list().isEmpty()) {
      list.problem("the rule names no operation", "List at least one, e.g. [resolve]");
    }
    return new ApprovalPolicy.Rule(
        names.of(rule),
        Collections.unmodifiableSet(operations),
        conditions.read(rule.get("when"), Scope.WORK),
        rule.get("expires_after").duration(DEFAULT_EXPIRES_AFTER));
  }

  private static void operation(YamlValue item, Set<OperationKind> operations) {
    String name = item.text("");
    OperationKind operation = OPERATIONS.get(name);
    if (operation == null) {
      item.problem(
          "there is no operation \"" + name + "\" that could need a second person",
          Suggestion.remedy(name, OPERATIONS.keySet().stream().sorted().toList()));
    } else {
      operations.add(operation);
    }
  }
}
