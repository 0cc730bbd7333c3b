package io.breakwater.routing.intake;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Grouping;
import io.breakwater.platform.ServiceContext;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Received;
import io.breakwater.routing.item.WorkItemAsks;
import io.breakwater.routing.read.Duplicates.Duplicate;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of {@code incidents}: each to the work item of its incident. */
public final class IncidentRecords implements Records {

  private final ServiceContext context;
  private final WorkItemAsks items;
  private final Decisions decisions;
  private final Runnable written;
  private final Consumer<String> results;
  private final Poison poison;

  /**
   * Prepares it.
   *
   * @param written is run after something was written
   * @param results is told what became of each record, for the metrics
   */
  public IncidentRecords(
      ServiceContext context,
      WorkItemAsks items,
      Decisions decisions,
      Runnable written,
      Consumer<String> results) {
    this.context = context;
    this.items = items;
    this.decisions = decisions;
    this.written = written;
    this.results = results;
    this.poison = new Poison(context.kafka(), "not-an-incident", "an incident", "CorrelationJob");
  }

  @Override
  public String topic() {
    return context.kafka().topics().incidents();
  }

  @Override
  public CompletionStage<Optional<Duplicate>> take(ConsumerRecord<String, byte[]> record) {
    IncidentEvent incident;
    try {
      incident = Json.read(record.value(), IncidentEvent.class);
    } catch (RuntimeException unreadable) {
      results.accept("poison");
      return poison.bury(record, unreadable).thenApply(done -> Optional.empty());
    }
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()));
    return tell(incident, origin)
        .thenCompose(
            reply -> {
              results.accept(reply.result().name().toLowerCase(Locale.ROOT));
              return reply.result() == Received.Result.FAILED
                  ? poison.park(record, reply.failure()).thenApply(done -> Optional.empty())
                  : CompletableFuture.completedFuture(Optional.empty());
            });
  }

  private CompletionStage<Received> tell(IncidentEvent incident, Origin origin) {
    IncidentSummary told = Grouping.summary(context.policies().get(), incident);
    DecisionRecord decision = decisions.of(incident, origin);
    IncidentEvent handled =
        incident.withPriority(Decisions.priority(decision, incident.priority()));
    return items
        .<Received>ask(
            Identity.workItemIdOfIncident(incident.incidentId()),
            replyTo -> new WorkItem.Tell(handled, told, origin, decision, replyTo))
        .thenApply(this::after);
  }

  private Received after(Received received) {
    if (received.result() == Received.Result.WRITTEN) {
      written.run();
    }
    return received;
  }
}
