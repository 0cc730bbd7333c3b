package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=UTF-8",
    "/index.html, text/html; charset=UTF-8",
    "/app.js, text/javascript; charset=UTF-8",
    "style.css, text/css; charset=UTF-8",
    "/favicon.svg, image/svg+xml",
    "/vendor/lit-html/directives/repeat.js, text/javascript; charset=UTF-8"
  })
  void servesWithItsType(String path, String contentType) {
    assertThat(ConsoleFiles.find(path))
        .hasValueSatisfying(
            file -> {
              assertThat(file.contentType()).isEqualTo(contentType);
              assertThat(file.body()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.js",
        "/../META-INF/MANIFEST.MF",
        "/components/../csp.txt",
        "//app.js",
        "/csp.txt",
        "/components/",
        "/components",
        "/%61pp.js",
        "/App.class",
        "/.hidden.js"
      })
  void servesNothingElse(String path) {
    assertThat(ConsoleFiles.find(path)).isEmpty();
  }

  @Test
  void everyVendoredFileCarriesItsLicence() {
    for (String library :
        new String[] {"lit", "lit-html", "lit-element", "lit__reactive-element"}) {
      assertThat(ConsoleFiles.class.getResource("/console/vendor/" + library + "/LICENSE"))
          .as(library)
          .isNotNull();
    }
  }

  @Test
  void thePolicyHoldsTheHashOfThePagesImportMap() throws Exception {
    String hash = "'sha256-" + Base64.getEncoder().encodeToString(sha256(importMap())) + "'";
    assertThat(ConsoleFiles.headers().get("Content-Security-Policy"))
        .as("the import map of index.html has changed: put %s into csp.txt", hash)
        .contains("script-src 'self' " + hash + ";");
  }

  @Test
  void thePolicyAllowsNeitherEvalNorInlineCodeNorOtherOrigins() {
    assertThat(ConsoleFiles.contentSecurityPolicy())
        .startsWith("default-src 'none';")
        .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http:", "https:", "*", "data:", "\n");
  }

  private static String importMap() {
    String page = new String(ConsoleFiles.find("/").orElseThrow().body(), StandardCharsets.UTF_8);
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(map.find()).isTrue();
    return map.group(1);
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
