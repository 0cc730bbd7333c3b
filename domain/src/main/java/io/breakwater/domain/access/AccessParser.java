package io.breakwater.domain.access;

import io.breakwater.domain.work.Wording;
import io.breakwater.domain.yaml.Problems;
import io.breakwater.domain.yaml.YamlFile;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlProblem;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a file of tokens. */
public final class AccessParser {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String ALL = "all";

  private final Problems problems = new Problems();
  private final Set<String> digests = new HashSet<>();

  private AccessParser() {}

  /**
   * The tokens of a file, in its order.
   *
   * @throws IllegalArgumentException with a line for each problem: where, what and its remedy
   */
  public static List<AccessToken> parse(String yaml) {
    return new AccessParser().read(yaml);
  }

  private List<AccessToken> read(String yaml) {
    List<AccessToken> tokens = new ArrayList<>();
    YamlFile.read(yaml, problems)
        .ifPresent(
            root -> {
              YamlValue list =
                  root.map("tokens").need("tokens", "List them; access token makes an entry");
              list.list().forEach(entry -> tokens.add(token(entry)));
            });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.inFileOrder().stream()
              .map(AccessParser::line)
              .collect(Collectors.joining("\n")));
    }
    return List.copyOf(tokens);
  }

  private static String line(YamlProblem problem) {
    return "line %d, column %d: %s. %s"
        .formatted(problem.line(), problem.column(), problem.message(), problem.remedy());
  }

  private AccessToken token(YamlValue value) {
    YamlMap entry = value.map("name", "sha256", "roles", "expires");
    String name =
        entry
            .need("name", "Say whose it is; every change records it")
            .scalar("", Wording::person, "Write the name of a person or a program");
    String sha256 =
        entry
            .need("sha256", "Copy it from what access token printed")
            .scalar("", this::digest, "Write the 64 hexadecimal digits of one token, once");
    return new AccessToken(
        sha256,
        new Caller(name, roles(entry.need("roles", "E.g. {lead: [payments]}")), false),
        entry.get("expires").instant(null));
  }

  private String digest(String text) {
    String digest = text.toLowerCase(Locale.ROOT);
    if (!SHA_256.matcher(digest).matches() || !digests.add(digest)) {
      throw new IllegalArgumentException(text);
    }
    return digest;
  }

  private static Map<Role, DeskScope> roles(YamlValue value) {
    YamlMap entries =
        value.map(Arrays.stream(Role.values()).map(Role::label).toArray(String[]::new));
    Map<Role, DeskScope> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      YamlValue desks = entries.get(role.label());
      if (desks.present()) {
        roles.put(role, desks(role, desks));
      }
    }
    if (value.isMapping() && roles.isEmpty()) {
      value.problem("there is no role", "Write e.g. {lead: [payments]} or {viewer: all}");
    }
    return roles;
  }

  private static DeskScope desks(Role role, YamlValue value) {
    Set<String> names = new LinkedHashSet<>();
    value.oneOrMore().forEach(name -> names.add(name.text(ALL)));
    if (names.equals(Set.of(ALL))) {
      return DeskScope.ALL;
    }
    if (names.isEmpty() || names.contains(ALL)) {
      value.problem("desks are " + names, "Name desks as [payments, triage], or write all");
      return DeskScope.ALL;
    }
    if (!role.isOfDesks()) {
      value.problem(
          role.label() + " is not a role of single desks",
          "Write %s: all; what it allows belongs to no desk".formatted(role.label()));
    }
    return DeskScope.of(names);
  }
}
