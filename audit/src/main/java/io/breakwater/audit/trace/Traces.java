package io.breakwater.audit.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.breakwater.audit.fact.Hop;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.LedgerReader;
import io.breakwater.audit.ledger.Placed;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds traces in the ledger. */
public final class Traces {
  static final int MOST_HOPS = 1_000;
  private static final int MOST_LINKS = 20;
  private static final TypeReference<LinkedHashMap<String, String>> SUMMARY =
      new TypeReference<>() {};

  private final LedgerReader ledger;
  private final Topics topics;

  public Traces(LedgerReader ledger, Topics topics) {
    this.ledger = ledger;
    this.topics = topics;
  }

  /**
   * The trace with this id; or, if there is none, the first trace of the work item with this id.
   *
   * @param id 32 lower-case hex digits
   */
  public Optional<Trace> find(String id) throws SQLException {
    List<Placed> facts = ledger.factsOfTrace(id, MOST_HOPS + 1);
    if (!facts.isEmpty()) {
      return Optional.of(trace(id, facts));
    }
    for (String first : ledger.tracesOfWorkItem(id, 1)) {
      return Optional.of(trace(first, ledger.factsOfTrace(first, MOST_HOPS + 1)));
    }
    return Optional.empty();
  }

  private Trace trace(String traceId, List<Placed> found) throws SQLException {
    List<Placed> facts =
        found.stream()
            .limit(MOST_HOPS)
            .sorted(
                Comparator.comparingLong((Placed p) -> p.fact().at())
                    .thenComparing(p -> hop(p.fact()).map(Hop::ordinal).orElse(-1))
                    .thenComparing(p -> p.fact().partition())
                    .thenComparing(p -> p.fact().offset()))
            .toList();
    List<Trace.TraceHop> hops = new ArrayList<>();
    long before = facts.get(0).fact().at();
    for (Placed placed : facts) {
      hops.add(hop(placed, placed.fact().at() - before));
      before = placed.fact().at();
    }
    Instant startedAt = hops.get(0).at();
    Instant endedAt = hops.get(hops.size() - 1).at();
    return new Trace(
        traceId,
        startedAt,
        endedAt,
        endedAt.toEpochMilli() - startedAt.toEpochMilli(),
        found.size() > MOST_HOPS,
        hops,
        links(traceId, facts));
  }

  private Trace.TraceHop hop(Placed placed, long deltaMs) {
    Fact fact = placed.fact();
    Map<String, String> summary = summary(fact);
    return new Trace.TraceHop(
        hop(fact).map(Hop::label).orElse(fact.topic()),
        fact.kind(),
        what(fact.kind(), summary),
        Instant.ofEpochMilli(fact.at()),
        deltaMs,
        fact.occurredAt() == null ? null : Instant.ofEpochMilli(fact.occurredAt()),
        fact.workItemId(),
        summary,
        fact.topic(),
        fact.partition(),
        fact.offset(),
        placed.batch(),
        placed.leaf());
  }

  private List<Trace.LinkedTrace> links(String traceId, List<Placed> facts) throws SQLException {
    List<Trace.LinkedTrace> links = new ArrayList<>();
    List<String> workItems =
        facts.stream()
            .map(placed -> placed.fact().workItemId())
            .filter(Objects::nonNull)
            .distinct()
            .limit(MOST_LINKS)
            .toList();
    for (String workItem : workItems) {
      for (String other : ledger.tracesOfWorkItem(workItem, MOST_LINKS)) {
        if (!other.equals(traceId)) {
          links.add(new Trace.LinkedTrace(other, workItem));
        }
      }
    }
    return links;
  }

  private Optional<Hop> hop(Fact fact) {
    return Hop.of(topics, fact.topic());
  }

  private static String what(String kind, Map<String, String> summary) {
    return summary.entrySet().stream()
        .map(e -> " " + e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("", kind, ""));
  }

  private static Map<String, String> summary(Fact fact) {
    try {
      return Json.mapper().readValue(fact.summary(), SUMMARY);
    } catch (JsonProcessingException e) {
      // Somebody changed the row: the trace still shows it, and a verification names its batch.
      return Map.of("unreadable", fact.summary());
    }
  }
}
