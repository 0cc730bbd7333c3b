package io.breakwater.domain.policy;

import io.breakwater.domain.text.Suggestion;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names within a policy: given once, referred to by others. */
final class Names {

  static final int LONGEST = 128;

  private final String kind;
  private final Set<String> taken = new LinkedHashSet<>();

  Names(String kind) {
    this.kind = kind;
  }

  /** The {@code name} of an item of a list, which must differ from the others'. */
  String of(YamlMap item) {
    YamlValue value = item.need("name", "Give the " + kind + " a name");
    String name = checked(value, value.text(""));
    if (!name.isEmpty() && !taken.add(name)) {
      value.problem("there are two %ss \"%s\"".formatted(kind, name), "Rename one of the two");
    }
    return name;
  }

  /** Notes a name that is too long for a database column or a topic's key. */
  static String checked(YamlValue value, String name) {
    if (name.length() > LONGEST) {
      value.problem(
          "the name has " + name.length() + " characters", "Keep it to " + LONGEST + " at most");
    }
    return name;
  }

  /** A list of names, none of them twice. */
  static Set<String> distinct(YamlValue list, String kind) {
    Set<String> names = new LinkedHashSet<>();
    for (YamlValue item : list.list()) {
      String name = checked(item, item.text(""));
      if (!name.isEmpty() && !names.add(name)) {
        item.problem("%s \"%s\" is there twice".formatted(kind, name), "Remove one of the two");
      }
    }
    return names;
  }

  /**
   * The name of something that the policy defines elsewhere; empty if the value is absent.
   *
   * @param section where it is defined, e.g. {@code desks}
   */
  static String reference(YamlValue value, String kind, String section, Set<String> known) {
    String name = value.text("");
    if (!name.isEmpty() && !known.contains(name)) {
      value.problem(
          "there is no %s \"%s\"".formatted(kind, name),
          Suggestion.nearest(name, known)
              .map(near -> "Did you mean \"%s\"? Else add it to %s".formatted(near, section))
              .orElse("Add it to " + section));
    }
    return name;
  }

  /** The references of a list; at least one. */
  static List<String> references(YamlValue list, String kind, String section, Set<String> known) {
    List<String> names = List.copyOf(distinct(list, kind));
    list.list().forEach(item -> reference(item, kind, section, known));
    return names;
  }
}
