package io.breakwater.routing.intake;

import io.breakwater.routing.read.Duplicates.Duplicate;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What intake does with the records of one topic. */
interface Records {

  /** The topic they stand on. */
  String topic();

  /**
   * Hands one record to its work item; what cannot be read goes to the dead letters.
   *
   * @return completes when that is durable, with the duplicate to remember, if it was one; fails if
   *     the record has to be read again
   */
  CompletionStage<Optional<Duplicate>> take(ConsumerRecord<String, byte[]> record);
}
