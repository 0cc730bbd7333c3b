package io.breakwater.domain.rule;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Optional;

/**
 * The type of {@code event}: a struct, so that a misspelt field is an error when a policy loads.
 */
final class EventType implements CelTypeProvider {

  static final MapType ATTRIBUTES = MapType.create(SimpleType.STRING, SimpleType.STRING);
  static final MapType FEATURES = MapType.create(SimpleType.STRING, SimpleType.DOUBLE);

  static final ImmutableMap<String, CelType> FIELDS =
      ImmutableMap.<String, CelType>builder()
          .put("type", SimpleType.STRING)
          .put("severity", SimpleType.STRING)
          .put("kind", SimpleType.STRING)
          .put("source_id", SimpleType.STRING)
          .put("exception_id", SimpleType.STRING)
          .put("amount", SimpleType.DOUBLE)
          .put("currency", SimpleType.STRING)
          .put("desk_hint", SimpleType.STRING)
          .put("occurred_at", SimpleType.TIMESTAMP)
          .put("attributes", ATTRIBUTES)
          .buildOrThrow();

  static final StructType TYPE =
      StructType.create(
          "breakwater.ExceptionEvent",
          ImmutableSet.copyOf(FIELDS.keySet()),
          field -> Optional.ofNullable(FIELDS.get(field)));

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.of(TYPE);
  }

  @Override
  public Optional<CelType> findType(String name) {
    return name.equals(TYPE.name()) ? Optional.of(TYPE) : Optional.empty();
  }
}
