package io.breakwater.sla.notify.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

  private final List<LiveFeed.Item> stored = new ArrayList<>();

  private final LiveFeed.Store store =
      new LiveFeed.Store() {
        @Override
        public List<LiveFeed.Item> after(long position, int limit) {
          return stored.stream().filter(i -> i.position() > position).limit(limit).toList();
        }

        @Override
        public long newest() {
          return stored.isEmpty() ? 0 : stored.get(stored.size() - 1).position();
        }
      };

  @Test
  void aReaderThatWaitsIsToldOfWhatComes() throws Exception {
    LiveFeed feed = new LiveFeed(store, Runnable::run);
    CompletableFuture<List<LiveFeed.Item>> waiting = feed.after(0).toCompletableFuture();
    assertThat(waiting).isNotDone();

    send(7);
    feed.refresh();

    assertThat(positions(waiting)).containsExactly(7L);
  }

  @Test
  void aReaderThatComesBackGetsWhatItMissedWithoutGapsAlsoFromBeforeTheStart() throws Exception {
    send(1, 2, 3);
    LiveFeed feed = new LiveFeed(store, Runnable::run);
    send(5, 6);
    feed.refresh();

    assertThat(readAll(feed, 0)).containsExactly(1L, 2L, 3L, 5L, 6L);
    assertThat(readAll(feed, 2)).containsExactly(3L, 5L, 6L);
    assertThat(readAll(feed, 3)).containsExactly(5L, 6L);
    assertThat(readAll(feed, 6)).isEmpty();
  }

  @Test
  void whatNoLongerFitsInMemoryComesFromTheStore() throws Exception {
    LiveFeed feed = new LiveFeed(store, Runnable::run);
    List<Long> all = new ArrayList<>();
    for (long i = 1; i <= 5_000; i++) {
      send(i);
      all.add(i);
    }
    feed.refresh();

    assertThat(readAll(feed, 0)).isEqualTo(all);
  }

  @Test
  void releasedReadersLookAgainAndFindNothing() throws Exception {
    LiveFeed feed = new LiveFeed(store, Runnable::run);
    CompletableFuture<List<LiveFeed.Item>> waiting = feed.after(0).toCompletableFuture();
    feed.release();
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isEmpty();
  }

  private void send(long... positions) {
    for (long position : positions) {
      stored.add(new LiveFeed.Item(position, null));
    }
  }

  private static List<Long> readAll(LiveFeed feed, long from) throws Exception {
    List<Long> read = new ArrayList<>();
    long at = from;
    while (at < feed.newest()) {
      List<Long> some = positions(feed.after(at).toCompletableFuture());
      read.addAll(some);
      at = some.get(some.size() - 1);
    }
    return read;
  }

  private static List<Long> positions(CompletableFuture<List<LiveFeed.Item>> items)
      throws Exception {
    return items.get(5, TimeUnit.SECONDS).stream().map(LiveFeed.Item::position).toList();
  }
}
