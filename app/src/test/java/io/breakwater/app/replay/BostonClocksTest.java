package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.sla.report.ItemReport;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The example's policy against the deadlines that the city's own system set. */
class BostonClocksTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "boston-311");
  private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
  private static final TraceContext TRACE =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

  private final Mapping mapping;
  private final EventMapper mapper;
  private final Policy policy;
  private final WorkFold fold;
  private int deadlines;
  private int sameDeadline;
  private int closed;
  private int sameOutcome;

  BostonClocksTest() throws IOException {
    mapping = MappingParser.parse(Files.readString(EXAMPLE.resolve("mapping.yaml")));
    mapper = new EventMapper(mapping);
    policy = PolicyParser.parse(Files.readString(EXAMPLE.resolve("policy.yaml")));
    fold = new WorkFold(PolicyTimeline.EMPTY.with(policy));
  }

  @Test
  void deadlinesAndOutcomesOf2011AreTheCitys() throws IOException {
    Path data = Path.of(System.getProperty("breakwater.data", "../../shared/data"));
    Path zip = data.resolve("boston311_2011.zip");
    Assumptions.assumeTrue(Files.exists(zip), "no " + zip.toAbsolutePath() + ": skipped");

    new HistoryReader(mapping.format(), this::row, (where, why) -> {}).read(zip, read -> {});

    assertThat(deadlines).isEqualTo(19_541);
    assertThat(sameDeadline / (double) deadlines)
        .as("%d of %d deadlines agree", sameDeadline, deadlines)
        .isGreaterThanOrEqualTo(0.99);
    assertThat(sameOutcome / (double) closed)
        .as("%d of %d outcomes agree", sameOutcome, closed)
        .isGreaterThanOrEqualTo(0.999);
  }

  private void row(Row row) {
    List<SlaOutcome> said = outcomes(mapper.events(row));
    String target = row.value("target_dt");
    if (said.isEmpty() || target.isEmpty()) {
      return;
    }
    SlaOutcome outcome = said.get(0);
    deadlines++;
    Duration off = Duration.between(mapping.times().read(target), outcome.deadline()).abs();
    if (off.compareTo(Duration.ofSeconds(60)) <= 0) {
      sameDeadline++;
    }
    if (outcome.stoppedAt() != null && !row.value("ontime").isEmpty()) {
      closed++;
      boolean onTime = row.value("ontime").equals("ONTIME");
      if (onTime == (outcome.outcome() == Outcome.MET)) {
        sameOutcome++;
      }
    }
  }

  /** What the report says of one request in the end. */
  private List<SlaOutcome> outcomes(List<ExceptionEvent> events) {
    Lifecycle lifecycle = Lifecycle.NONE;
    ItemState state = null;
    long sequence = 0;
    for (ExceptionEvent event : events) {
      String id = Identity.workItemId(event.sourceId(), event.exceptionId());
      state = state == null ? ItemState.unknown(id) : state;
      ScoredException scored = scored(event);
      DecisionRecord decision =
          new DecisionRecord(event.deskHint(), List.of(), List.of(), policy.id(), Map.of());
      if (lifecycle.onUpstream(scored, decision) instanceof Verdict.Happens happens) {
        lifecycle = lifecycle.after(happens.event());
        WorkRecord record = new WorkRecord(id, ++sequence, Instant.EPOCH, happens.event());
        state = fold.apply(state, record, TRACE);
      }
    }
    return state == null
        ? List.of()
        : ItemReport.unknown(state.workItemId()).knowing(state).judge(END).report().said();
  }

  private ScoredException scored(ExceptionEvent event) {
    return new ScoredException(
        event.eventId(),
        event,
        TRACE,
        new Origin("exceptions", 0, event.kind() == Kind.RAISED ? 0 : 1, Instant.EPOCH),
        50,
        Priority.P3,
        List.of(),
        Map.of(),
        policy.id(),
        false);
  }
}
