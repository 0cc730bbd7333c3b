package io.breakwater.routing.desk;

import io.breakwater.domain.event.Priority;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.WorkItemTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where a desk recovers from. */
public interface DeskSource {

  /** The journal's head now. */
  CompletionStage<Position> head();

  /**
   * What a desk knows of the world.
   *
   * @param lines its open items
   * @param elsewhere open items of operators on other desks, by priority
   */
  record Snapshot(List<Line> lines, Map<String, Map<Priority, Long>> elsewhere) {}

  /**
   * Reads a desk.
   *
   * @param operators whose work on other desks matters
   * @return empty while the read side has not passed {@code head}
   */
  CompletionStage<Optional<Snapshot>> read(String desk, Set<String> operators, Position head);

  /** The read tables. */
  static DeskSource of(Blocking db) {
    return new DeskSource() {
      @Override
      public CompletionStage<Position> head() {
        return db.call(JournalFeed::head);
      }

      @Override
      public CompletionStage<Optional<Snapshot>> read(
          String desk, Set<String> operators, Position head) {
        return db.call(
            connection ->
                OutboxOffset.position(connection).compareTo(head) < 0
                    ? Optional.empty()
                    : Optional.of(
                        new Snapshot(
                            WorkItemTable.openLines(connection, desk),
                            operators.isEmpty()
                                ? Map.of()
                                : Counts.elsewhere(connection, desk, operators))));
      }
    };
  }
}
