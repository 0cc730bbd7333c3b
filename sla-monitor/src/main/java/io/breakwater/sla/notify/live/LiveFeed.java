package io.breakwater.sla.notify.live;

import io.breakwater.domain.notification.Notification;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The live channel: sent notifications in feed order, for any number of readers at their own pace.
 * The database holds the feed; this keeps the newest items in memory and tells waiting readers when
 * there are more. A reader holds no buffer here, so a slow one costs nothing.
 */
public final class LiveFeed {

  /** A notification and its place in the feed; readers resume after a position. */
  public record Item(long position, Notification notification) {}

  /** Reads the stored feed. */
  public interface Store {
    /** At most {@code limit} items after {@code position}, in order. */
    List<Item> after(long position, int limit) throws SQLException;

    /** The newest position, 0 if there is none. */
    long newest() throws SQLException;
  }

  private static final int KEPT = 2_000;
  private static final int AT_ONCE = 500;

  private final Store store;
  private final Executor threads;
  private final Deque<Item> recent = new ArrayDeque<>();
  private long inMemoryAfter;
  private long newest;
  private CompletableFuture<Void> more = new CompletableFuture<>();

  /**
   * Opens the feed at its present end.
   *
   * @param threads for reading the store
   */
  public LiveFeed(Store store, Executor threads) throws SQLException {
    this.store = store;
    this.threads = threads;
    this.newest = store.newest();
    this.inMemoryAfter = newest;
  }

  /** Takes up what has been sent since; called by one thread at a time. */
  public void refresh() throws SQLException {
    while (true) {
      List<Item> fresh = store.after(newest(), AT_ONCE);
      if (!fresh.isEmpty()) {
        append(fresh).complete(null);
      }
      if (fresh.size() < AT_ONCE) {
        return;
      }
    }
  }

  /** Lets waiting readers look again although there is nothing new, so that gone ones are freed. */
  public void release() {
    nextTurn().complete(null);
  }

  /** The position after which a new reader starts. */
  public synchronized long newest() {
    return newest;
  }

  /**
   * Completes with the items after {@code position}, as soon as there are any; or with none after
   * {@link #release}.
   */
  public CompletionStage<List<Item>> after(long position) {
    CompletableFuture<Void> wait;
    synchronized (this) {
      if (position < newest) {
        return now(position);
      }
      wait = more;
    }
    return wait.thenCompose(told -> now(position));
  }

  private CompletionStage<List<Item>> now(long position) {
    synchronized (this) {
      if (position >= inMemoryAfter) {
        return CompletableFuture.completedFuture(
            recent.stream().filter(i -> i.position() > position).limit(AT_ONCE).toList());
      }
    }
    return CompletableFuture.supplyAsync(() -> stored(position), threads);
  }

  private List<Item> stored(long position) {
    try {
      return store.after(position, AT_ONCE);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private synchronized CompletableFuture<Void> append(List<Item> fresh) {
    recent.addAll(fresh);
    newest = fresh.get(fresh.size() - 1).position();
    while (recent.size() > KEPT) {
      inMemoryAfter = recent.removeFirst().position();
    }
    return nextTurn();
  }

  private synchronized CompletableFuture<Void> nextTurn() {
    CompletableFuture<Void> told = more;
    more = new CompletableFuture<>();
    return told;
  }
}
