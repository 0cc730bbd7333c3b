package io.breakwater.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.distribution.LicenceBook.Correction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the licences of a CycloneDX bill of materials true, and finds those that may not ship. */
final class Licences {
  private final LicenceBook book;
  private final LocalDate today;

  Licences(LicenceBook book, LocalDate today) {
    this.book = book;
    this.today = today;
  }

  /**
   * Writes the corrections into the bill: the concluded licences in the place of the declared ones,
   * those and the reason as properties.
   *
   * @return what is wrong, a sentence each; empty when all may ship
   */
  List<String> applyTo(JsonNode bom) {
    List<String> problems = new ArrayList<>();
    Set<Correction> unused = new LinkedHashSet<>(book.corrections());
    for (JsonNode node : bom.path("components")) {
      ObjectNode component = (ObjectNode) node;
      String name = nameOf(component);
      Set<String> declared = licencesOf(component);
      Optional<Correction> correction =
          book.corrections().stream().filter(c -> c.covers(name)).findFirst();
      correction.ifPresent(unused::remove);
      Set<String> effective = declared;
      if (correction.isPresent()) {
        Correction known = correction.get();
        if (!known.declared().equals(declared)) {
          problems.add(
              "%s declares %s, but its correction expects %s: read its licence again"
                  .formatted(name, declared, known.declared()));
        } else if (known.holdsOn(today)) {
          effective = known.concluded();
          conclude(component, known);
        }
      }
      forbidden(effective)
          .map(why -> "%s %s (docs/adr/0001)".formatted(name, why))
          .ifPresent(problems::add);
    }
    unused.forEach(
        correction ->
            problems.add(
                "the correction of %s covers nothing that is shipped: remove it"
                    .formatted(correction.components())));
    return problems;
  }

  private Optional<String> forbidden(Set<String> licences) {
    if (licences.isEmpty()) {
      return Optional.of("names no licence: find it out and add a correction");
    }
    Set<String> others = new TreeSet<>(licences);
    others.removeAll(book.allowed());
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of("has a licence that may not ship: " + String.join(", ", others));
  }

  private static void conclude(ObjectNode component, Correction correction) {
    ObjectNode choice = component.putArray("licenses").addObject();
    if (correction.concluded().size() == 1) {
      choice
          .putObject("license")
          .put("id", correction.concluded().iterator().next())
          .put("acknowledgement", "concluded");
    } else {
      choice
          .put("expression", String.join(" AND ", correction.concluded()))
          .put("acknowledgement", "concluded");
    }
    ArrayNode properties = component.withArray("properties");
    property(properties, "declared", String.join(", ", correction.declared()));
    property(properties, "because", correction.because());
  }

  private static void property(ArrayNode properties, String name, String value) {
    properties.addObject().put("name", "breakwater:licence:" + name).put("value", value);
  }

  private static String nameOf(JsonNode component) {
    return component.path("group").asText()
        + ":"
        + component.path("name").asText()
        + ":"
        + component.path("version").asText();
  }

  private static Set<String> licencesOf(JsonNode component) {
    Set<String> licences = new TreeSet<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      licences.add(
          licence.has("id")
              ? licence.get("id").asText()
              : licence.path("name").asText(choice.path("expression").asText()));
    }
    return licences;
  }
}
