package io.breakwater.domain.rule;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of {@code incident} under one rule: structs with the names that the rule gives, so that
 * a misspelt one is an error when the policy loads.
 */
final class IncidentType implements CelTypeProvider {

  private static final String NAME = "breakwater.Incident";

  private final StructType incident;
  private final ImmutableList<CelType> types;

  IncidentType(Set<String> watched, Set<String> conditions) {
    StructType distinct = struct(NAME + ".Distinct", all(watched, SimpleType.INT));
    StructType matching = struct(NAME + ".Matching", all(conditions, SimpleType.INT));
    StructType top = struct(NAME + ".Top", all(watched, SimpleType.STRING));
    incident =
        struct(
            NAME,
            ImmutableMap.<String, CelType>builder()
                .put("count", SimpleType.INT)
                .put("max_score", SimpleType.INT)
                .put("sum_score", SimpleType.INT)
                .put("mean_score", SimpleType.DOUBLE)
                .put("seconds", SimpleType.INT)
                .put("distinct", distinct)
                .put("matching", matching)
                .put("top", top)
                .buildOrThrow());
    types = ImmutableList.of(incident, distinct, matching, top);
  }

  private static ImmutableMap<String, CelType> all(Set<String> names, CelType type) {
    return names.stream().collect(ImmutableMap.toImmutableMap(name -> name, name -> type));
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name,
        ImmutableSet.copyOf(fields.keySet()),
        field -> Optional.ofNullable(fields.get(field)));
  }

  StructType incident() {
    return incident;
  }

  /** Every name that may stand after a point. */
  Set<String> names() {
    return types.stream()
        .flatMap(type -> ((StructType) type).fieldNames().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return types;
  }

  @Override
  public Optional<CelType> findType(String name) {
    return types.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
