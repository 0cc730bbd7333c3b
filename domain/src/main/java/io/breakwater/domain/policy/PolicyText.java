package io.breakwater.domain.policy;

import io.breakwater.domain.yaml.Problems;
import io.breakwater.domain.yaml.YamlFile;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Instant;

/** A policy's text under another version; all else, comments too, stays as it is written. */
public final class PolicyText {
  private PolicyText() {}

  /** The text with another {@code version}; text that has none is unchanged. */
  public static String withVersion(String yaml, String version) {
    return with(yaml, "version", "\"" + version + "\"");
  }

  /** The text with another {@code effective_from}; text that has none is unchanged. */
  public static String withEffectiveFrom(String yaml, Instant effectiveFrom) {
    return with(yaml, "effective_from", effectiveFrom.toString());
  }

  private static String with(String yaml, String key, String value) {
    return YamlFile.read(yaml, new Problems())
        .map(YamlValue::entries)
        .map(entries -> entries.get(key))
        .map(old -> old.fileWith(value))
        .orElse(yaml);
  }
}
