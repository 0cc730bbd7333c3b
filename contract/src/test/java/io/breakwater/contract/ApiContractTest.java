package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiContractTest {
  private static final Map<String, Object> ITEM =
      Map.of(
          "type", "object",
          "required", List.of("id"),
          "properties", Map.of("id", Map.of("type", "string"), "size", Map.of("type", "integer")));

  private static final ApiContract CONTRACT =
      ApiContract.of(
          Map.of(
              "paths",
              Map.of(
                  "/items/{id}",
                  Map.of("get", json("200", Map.of("$ref", "#/components/schemas/Item"))),
                  "/items/all",
                  Map.of("get", json("200", Map.of("type", "array"))),
                  "/items/{id}/gone",
                  Map.of("post", Map.of("responses", Map.of("204", Map.of())))),
              "components",
              Map.of("schemas", Map.of("Item", ITEM))));

  @Test
  void whatIsDescribedHasNoFaults() {
    assertThat(faults("GET", "/items/7", 200, "application/json", "{\"id\": \"7\"}")).isEmpty();
    assertThat(faults("GET", "/items/all", 200, "application/json", "[]")).isEmpty();
    assertThat(faults("POST", "/items/7/gone", 204, "none/none", "")).isEmpty();
    assertThat(faults("GET", "/elsewhere", 404, "text/plain", "No.")).isEmpty();
  }

  @Test
  void statusTypeBodyAndFieldsAreLookedAt() {
    assertThat(faults("GET", "/items/7", 418, "application/json", "{}"))
        .containsExactly("GET /items/7 -> 418: the status is not described");
    assertThat(faults("GET", "/items/7", 200, "text/plain", "7"))
        .containsExactly("GET /items/7 -> 200: text/plain is not described");
    assertThat(faults("GET", "/items/7", 200, "application/json", "{\"size\": \"x\"}"))
        .hasSize(2)
        .anySatisfy(fault -> assertThat(fault).contains("'id'"))
        .anySatisfy(fault -> assertThat(fault).contains("integer"));
    assertThat(faults("GET", "/items/7", 200, "application/json", "{\"id\": \"7\", \"of\": 1}"))
        .singleElement()
        .asString()
        .contains("'of'");
    assertThat(faults("POST", "/items/7/gone", 204, "text/plain", "gone"))
        .containsExactly("POST /items/7/gone -> 204: no body is described");
    assertThat(faults("PUT", "/items/7", 200, "application/json", "{}"))
        .containsExactly("PUT /items/7 -> 200: the operation is not described");
  }

  private static List<String> faults(
      String method, String path, int status, String mediaType, String body) {
    return CONTRACT.faults(
        method, path, status, mediaType, Optional.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, Object> json(String status, Map<String, Object> schema) {
    return Map.of(
        "responses",
        Map.of(status, Map.of("content", Map.of("application/json", Map.of("schema", schema)))));
  }
}
