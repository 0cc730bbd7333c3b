package io.breakwater.app.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the API's description says of routing's answers; OpenAPI 3.1 schemas are JSON Schemas. */
public final class ApiSchemas {
  private ApiSchemas() {}

  private static final JsonNode DOCUMENT = document();

  private static JsonNode document() {
    try (InputStream yaml = ApiSchemas.class.getResourceAsStream("/openapi.yaml")) {
      return Json.mapper()
          .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with an answer: what its schema refuses, and fields that the schema does not
   * name.
   *
   * @param schema a name in {@code components.schemas}
   */
  public static List<String> faults(String schema, JsonNode answer) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", DOCUMENT.path("components"));
    List<String> faults =
        new ArrayList<>(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(root)
                .validate(answer)
                .stream()
                .map(Object::toString)
                .toList());
    JsonNode named = DOCUMENT.at("/components/schemas/" + schema + "/properties");
    answer
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!named.has(field)) {
                faults.add(schema + " names no field " + field);
              }
            });
    return faults;
  }
}
