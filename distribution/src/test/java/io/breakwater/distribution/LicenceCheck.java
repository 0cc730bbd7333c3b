package io.breakwater.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The build's step after the bill of materials is written. */
public final class LicenceCheck {
  private LicenceCheck() {}

  /**
   * Corrects the bill in place.
   *
   * @param args the licence book and the bill of materials
   * @throws IllegalStateException when something may not ship
   */
  public static void main(String[] args) throws IOException {
    LicenceBook book = LicenceBook.parse(Files.readString(Path.of(args[0])));
    Path file = Path.of(args[1]);
    JsonNode bom = Json.mapper().readTree(file.toFile());
    List<String> problems = new Licences(book, LocalDate.now(Clock.systemUTC())).applyTo(bom);
    Json.mapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), bom);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
  }
}
