package io.breakwater.routing.desk;

import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.WorkItemTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where a desk recovers from. */
public interface DeskSource {

  /** The journal's head now. */
  CompletionStage<Position> head();

  /** The desk's open items; empty while the read side has not passed {@code head}. */
  CompletionStage<Optional<List<Line>>> openItems(String desk, Position head);

  /** The read tables. */
  static DeskSource of(Blocking db) {
    return new DeskSource() {
      @Override
      public CompletionStage<Position> head() {
        return db.call(JournalFeed::head);
      }

      @Override
      public CompletionStage<Optional<List<Line>>> openItems(String desk, Position head) {
        return db.call(
            connection ->
                OutboxOffset.position(connection).compareTo(head) < 0
                    ? Optional.empty()
                    : Optional.of(WorkItemTable.openLines(connection, desk)));
      }
    };
  }
}
