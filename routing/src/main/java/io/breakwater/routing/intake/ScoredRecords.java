package io.breakwater.routing.intake;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.routing.read.Duplicates.Duplicate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of {@code scored}: each to the work item of its exception. */
public final class ScoredRecords implements Records {

  private final Kafka kafka;
  private final Reception reception;
  private final Consumer<String> results;
  private final Poison poison;

  /**
   * Prepares it.
   *
   * @param results is told what became of each record, for the metrics
   */
  public ScoredRecords(Kafka kafka, Reception reception, Consumer<String> results) {
    this.kafka = kafka;
    this.reception = reception;
    this.results = results;
    this.poison = new Poison(kafka, "not-a-scored-exception", "a scored exception", "ScoringJob");
  }

  @Override
  public String topic() {
    return kafka.topics().scored();
  }

  @Override
  public CompletionStage<Optional<Duplicate>> take(ConsumerRecord<String, byte[]> record) {
    ScoredException scored;
    try {
      scored = Reception.whole(Json.read(record.value(), ScoredException.class));
    } catch (RuntimeException unreadable) {
      results.accept("poison");
      return poison.bury(record, unreadable).thenApply(done -> Optional.empty());
    }
    return reception
        .receive(scored)
        .thenCompose(
            reply -> {
              results.accept(reply.result().name().toLowerCase(Locale.ROOT));
              return switch (reply.result()) {
                case FAILED ->
                    poison.park(record, reply.failure()).thenApply(done -> Optional.empty());
                case DUPLICATE -> done(Optional.of(Duplicate.of(scored)));
                case WRITTEN, REDELIVERED -> done(Optional.empty());
              };
            });
  }

  private static CompletionStage<Optional<Duplicate>> done(Optional<Duplicate> duplicate) {
    return CompletableFuture.completedFuture(duplicate);
  }
}
