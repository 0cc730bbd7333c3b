package io.breakwater.domain.yaml;

import io.breakwater.domain.text.Suggestion;
import java.util.List;
import java.util.Map;

/** A mapping with known keys. */
public final class YamlMap {

  private final YamlValue self;
  private final Map<String, YamlValue> entries;

  YamlMap(YamlValue self, Map<String, YamlValue> entries, List<String> keys) {
    this.self = self;
    this.entries = entries;
    for (String key : entries.keySet()) {
      if (!keys.contains(key)) {
        self.noteKey(key, "unknown key \"" + key + "\"", Suggestion.remedy(key, keys));
      }
    }
  }

  /** The value at a key; absent if the key is missing. */
  public YamlValue get(String key) {
    return entries.getOrDefault(key, self.absent(key));
  }

  /**
   * The value at a key that must be there; a missing one is noted, unless the mapping is absent.
   */
  public YamlValue need(String key, String remedy) {
    YamlValue value = get(key);
    if (!value.present() && self.isMapping()) {
      self.problem("\"" + key + "\" is missing", remedy);
    }
    return value;
  }

  /** The mapping as a value, to note what is wrong with it as a whole. */
  public YamlValue self() {
    return self;
  }
}
