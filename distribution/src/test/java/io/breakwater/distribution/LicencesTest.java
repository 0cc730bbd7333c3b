package io.breakwater.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final String BOOK =
      """
      allowed: [Apache-2.0, MIT]
      corrections:
        - components: "com.example:*:2.8.5"
          declared: [BUSL-1.1]
          concluded: [Apache-2.0]
          from: 2026-09-20
          because: "its change date"
      """;
  private static final String CHANGED = component("com.example", "actor", "2.8.5", "BUSL-1.1");

  @Test
  void whatTheBookConcludesReplacesWhatThePomDeclares() throws IOException {
    JsonNode bom = bom(CHANGED);
    assertThat(apply(TODAY, bom)).isEmpty();
    JsonNode component = bom.at("/components/0");
    assertThat(component.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
    assertThat(component.at("/licenses/0/license/acknowledgement").asText()).isEqualTo("concluded");
    assertThat(component.at("/properties/0/value").asText()).isEqualTo("BUSL-1.1");
    assertThat(component.at("/properties/1/value").asText()).isEqualTo("its change date");
  }

  @Test
  void beforeItsDayACorrectionDoesNotHold() throws IOException {
    assertThat(apply(LocalDate.of(2026, 9, 19), bom(CHANGED)))
        .singleElement()
        .asString()
        .startsWith("com.example:actor:2.8.5 has a licence that may not ship: BUSL-1.1");
    assertThat(apply(LocalDate.of(2026, 9, 20), bom(CHANGED))).isEmpty();
  }

  @Test
  void anotherVersionIsNotCovered() throws IOException {
    JsonNode bom = bom(CHANGED, component("com.example", "actor", "2.8.6", "BUSL-1.1"));
    assertThat(apply(TODAY, bom)).singleElement().asString().startsWith("com.example:actor:2.8.6");
  }

  @Test
  void aForbiddenOrMissingLicenceIsNamed() throws IOException {
    JsonNode bom =
        bom(
            CHANGED,
            component("org.a", "gpl", "1", "GPL-2.0-only"),
            "{\"group\":\"org.b\",\"name\":\"none\",\"version\":\"1\"}");
    assertThat(apply(TODAY, bom))
        .hasSize(2)
        .anyMatch(p -> p.startsWith("org.a:gpl:1 has a licence that may not ship: GPL-2.0-only"))
        .anyMatch(p -> p.startsWith("org.b:none:1 names no licence"));
  }

  @Test
  void aCorrectionThatFitsNothingAnyMoreIsRefused() throws IOException {
    assertThat(apply(TODAY, bom(component("org.a", "a", "1", "MIT"))))
        .singleElement()
        .asString()
        .contains("covers nothing that is shipped");
    assertThat(apply(TODAY, bom(component("com.example", "actor", "2.8.5", "MIT"))))
        .singleElement()
        .asString()
        .contains("declares [MIT], but its correction expects [BUSL-1.1]");
  }

  @Test
  void theProjectsBookIsReadAndEveryCorrectionSaysWhy() throws IOException {
    LicenceBook book = LicenceBook.parse(Files.readString(Path.of("licences.yaml")));
    assertThat(book.allowed()).noneMatch(licence -> licence.matches(".*(GPL|BUSL|SSPL).*"));
    assertThat(book.corrections())
        .isNotEmpty()
        .allSatisfy(
            correction -> {
              assertThat(correction.because()).isNotBlank();
              assertThat(book.allowed()).containsAll(correction.concluded());
            });
  }

  private static List<String> apply(LocalDate day, JsonNode bom) {
    return new Licences(LicenceBook.parse(BOOK), day).applyTo(bom);
  }

  private static String component(String group, String name, String version, String licence) {
    return """
        {"group":"%s","name":"%s","version":"%s","licenses":[{"license":{"id":"%s"}}]}"""
        .formatted(group, name, version, licence);
  }

  private static JsonNode bom(String... components) throws IOException {
    return Json.mapper().readTree("{\"components\":[" + String.join(",", components) + "]}");
  }
}
