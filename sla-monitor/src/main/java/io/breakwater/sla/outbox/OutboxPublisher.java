package io.breakwater.sla.outbox;

import akka.Done;
import io.breakwater.platform.kafka.Publisher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts records on the broker, in order. */
public final class OutboxPublisher {
  private final Publisher publisher;

  public OutboxPublisher(Publisher publisher) {
    this.publisher = publisher;
  }

  /** Completes when the broker has all of them; fails if it did not take one. */
  public CompletionStage<Done> publish(List<OutboxRecord> records) {
    CompletableFuture<?>[] sent =
        records.stream()
            .map(
                record ->
                    publisher
                        .publish(record.topic(), record.key(), record.value(), record.trace())
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(sent).thenApply(all -> Done.getInstance());
  }
}
