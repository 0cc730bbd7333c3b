package io.breakwater.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The writer by hand against Jackson's data binding: a field that it forgets is seen here. */
class ScoredExceptionWriterTest {

  private static final JsonMapper DATA_BINDING =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00.120Z");
  private static final TraceContext TRACE =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
  private static final TraceContext UNSAMPLED =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
  private static final Origin ORIGIN = new Origin("exceptions", 3, 1L << 40, AT.plusNanos(1));

  static List<ScoredException> scored() {
    ExceptionEvent whole =
        new ExceptionEvent(
            "SF-\"1\"",
            "engine/ü",
            Kind.UPDATED,
            "settlement.fail",
            Severity.CRITICAL,
            AT,
            new BigDecimal("1000.50"),
            "EUR",
            "emea",
            Map.of("market", "XETR", "a\nb", "😀"));
    ExceptionEvent bare =
        new ExceptionEvent("1", "s", null, "a.b", null, AT, null, null, null, null);
    List<Contribution> contributions =
        List.of(
            new Contribution("base", "base", 75, null),
            new Contribution("x", "failed", 0, "the event has no amount"),
            new Contribution("y", "multiply", -0.07, null));
    return List.of(
        new ScoredException(
            whole.eventId(),
            whole,
            TRACE,
            ORIGIN,
            75,
            Priority.P2,
            contributions,
            Map.of("b", 1.5, "a", 1e300, "c", -0.0),
            "desk@1",
            true),
        new ScoredException(
            bare.eventId(), bare, UNSAMPLED, ORIGIN, 0, Priority.P4, null, null, "desk@1", false),
        new ScoredException(null, null, null, null, 0, null, null, null, null, false));
  }

  @ParameterizedTest
  @MethodSource("scored")
  void writesWhatDataBindingWrites(ScoredException scored) throws IOException {
    assertThat(Json.text(scored)).isEqualTo(DATA_BINDING.writeValueAsString(scored));
    assertThat(Json.read(Json.bytes(scored), ScoredException.class)).isEqualTo(scored);
  }
}
