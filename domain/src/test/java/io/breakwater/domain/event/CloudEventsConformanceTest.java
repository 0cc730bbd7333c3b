package io.breakwater.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of github.com/cloudevents/conformance. They are not committed here; the test looks for
 * them in {@code $BREAKWATER_SHARED_DATA} and in {@code shared/data} beside the folders above.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudEventsConformanceTest {

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  static Stream<Arguments> valid() {
    return cases("valid-events.json", "event");
  }

  static Stream<Arguments> invalid() {
    return cases("invalid-events.json", "event");
  }

  static Stream<Arguments> validBatches() {
    return cases("valid-batches.json", "batch");
  }

  static Stream<Arguments> invalidBatches() {
    return cases("invalid-batches.json", "batch");
  }

  @Test
  void theCasesAreThere() {
    assumeTrue(folder().isPresent(), "skipped: shared/data/cloudevents-conformance is not here");
    assertThat(valid()).hasSize(10);
    assertThat(invalid()).hasSize(25);
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("valid")
  void aValidEventLacksOnlyOurFields(String id, byte[] event) {
    Rejection rejection = rejection(reader.read(event, RawHeaders.NONE));

    assertThat(rejection.code()).isEqualTo(RejectionCode.CLOUDEVENT_WITHOUT_OUR_FIELDS);
    assertThat(rejection.reason()).contains("valid CloudEvent").contains("exception_id");
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("invalid")
  void anInvalidEventIsNoCloudEvent(String id, byte[] event) {
    Rejection rejection = rejection(reader.read(event, RawHeaders.NONE));

    assertThat(rejection.code()).isEqualTo(RejectionCode.NOT_A_CLOUDEVENT);
    assertThat(rejection.field()).isNotNull();
    assertThat(rejection.reason()).startsWith("Not a CloudEvent 1.0: ").contains(rejection.field());
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("validBatches")
  void everyElementOfAValidBatchIsACloudEvent(String id, byte[] batch) {
    assertThat(codes(batch)).allMatch(code -> code == RejectionCode.CLOUDEVENT_WITHOUT_OUR_FIELDS);
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("invalidBatches")
  void anInvalidBatchHasAnElementThatIsNone(String id, byte[] batch) {
    assertThat(codes(batch))
        .containsAnyOf(RejectionCode.NOT_A_CLOUDEVENT, RejectionCode.NOT_AN_OBJECT);
  }

  private List<RejectionCode> codes(byte[] batch) {
    EventBatch read = EventBatch.read(reader, batch, true, 100);
    assertThat(read).isInstanceOf(EventBatch.Elements.class);
    return ((EventBatch.Elements) read)
        .elements().stream().map(e -> rejection(e.reading()).code()).toList();
  }

  private static Rejection rejection(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Rejected.class);
    return ((Reading.Rejected) reading).rejection();
  }

  private static Stream<Arguments> cases(String file, String field) {
    return folder().stream()
        .flatMap(
            folder -> {
              try {
                JsonNode tests =
                    Json.mapper().readTree(folder.resolve(file).toFile()).path("tests");
                return StreamSupport.stream(tests.spliterator(), false)
                    .map(t -> Arguments.of(t.path("id").asText(), Json.bytes(t.path(field))));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static Optional<Path> folder() {
    String given = System.getenv("BREAKWATER_SHARED_DATA");
    if (given != null) {
      return Optional.of(Path.of(given, "cloudevents-conformance")).filter(Files::isDirectory);
    }
    Path start = Path.of("").toAbsolutePath();
    return Stream.iterate(start, p -> p != null, Path::getParent)
        .map(p -> p.resolve("shared/data/cloudevents-conformance"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
