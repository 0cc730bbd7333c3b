package io.breakwater.app.node;

import io.breakwater.platform.http.ApiDocument;
import java.util.List;

/**
 * {@code /openapi.yaml}: the document of this process ({@code openapi.yaml}) with every module's
 * part ({@code openapi/MODULE.yaml}) in it.
 */
public final class OpenApi {
  private OpenApi() {}

  private static final List<String> PARTS =
      List.of(
          "/openapi.yaml",
          "/openapi/platform.yaml",
          "/openapi/ingest.yaml",
          "/openapi/routing.yaml",
          "/openapi/sla.yaml",
          "/openapi/audit.yaml");

  /** The whole document. */
  public static ApiDocument document() {
    return ApiDocument.of(PARTS);
  }
}
