package io.breakwater.distribution;

import io.breakwater.domain.json.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Which licences may be shipped, and which components have another one than their POM says.
 *
 * @param allowed SPDX identifiers
 */
record LicenceBook(Set<String> allowed, List<Correction> corrections) {

  /**
   * @param components {@code group:name:version}; {@code *} stands for anything
   * @param declared what the POM says
   * @param concluded SPDX identifiers, all of which hold
   * @param from the day from which they hold; empty: always
   * @param because where that was read
   */
  record Correction(
      String components,
      Set<String> declared,
      Set<String> concluded,
      Optional<LocalDate> from,
      String because) {

    Correction {
      declared = new TreeSet<>(declared);
      concluded = new TreeSet<>(concluded);
    }

    boolean covers(String component) {
      String regex =
          Stream.of(components.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining("[^:]*"));
      return component.matches(regex);
    }

    boolean holdsOn(LocalDate day) {
      return from.isEmpty() || !day.isBefore(from.get());
    }
  }

  /**
   * Reads the YAML file.
   *
   * @throws IllegalArgumentException when it is not a licence book
   */
  static LicenceBook parse(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return Json.mapper().convertValue(tree, LicenceBook.class);
  }
}
