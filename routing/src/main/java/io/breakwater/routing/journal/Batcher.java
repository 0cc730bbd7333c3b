package io.breakwater.routing.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers single questions with one query for all that came while the last query ran: many cold
 * work items that recover together cost a few round trips, and one alone does not wait.
 */
final class Batcher<K, V> {
  private static final int MAX_BATCH = 500;

  /** One query for many keys; a key without an answer gets null. */
  @FunctionalInterface
  interface Query<K, V> {
    Map<K, V> answer(List<K> keys) throws SQLException;
  }

  private record Question<K, V>(K key, CompletableFuture<V> answer) {}

  private final Query<K, V> query;
  private final Executor threads;
  private final int workers;
  private final ConcurrentLinkedQueue<Question<K, V>> questions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * Prepares it.
   *
   * @param workers queries that may run at once
   */
  Batcher(Query<K, V> query, Executor threads, int workers) {
    this.query = query;
    this.threads = threads;
    this.workers = workers;
  }

  CompletionStage<V> ask(K key) {
    Question<K, V> question = new Question<>(key, new CompletableFuture<>());
    questions.add(question);
    employ();
    return question.answer();
  }

  private void employ() {
    int now = working.get();
    while (now < workers) {
      if (working.compareAndSet(now, now + 1)) {
        threads.execute(this::work);
        return;
      }
      now = working.get();
    }
  }

  private void work() {
    List<Question<K, V>> batch = next();
    while (!batch.isEmpty()) {
      answer(batch);
      batch = next();
    }
    working.decrementAndGet();
    if (!questions.isEmpty()) {
      // One came between the last look and leaving.
      employ();
    }
  }

  private List<Question<K, V>> next() {
    List<Question<K, V>> batch = new ArrayList<>();
    Question<K, V> question = questions.poll();
    while (question != null) {
      batch.add(question);
      question = batch.size() < MAX_BATCH ? questions.poll() : null;
    }
    return batch;
  }

  private void answer(List<Question<K, V>> batch) {
    try {
      Map<K, V> answers = query.answer(batch.stream().map(Question::key).toList());
      batch.forEach(q -> q.answer().complete(answers.get(q.key())));
    } catch (SQLException | RuntimeException e) {
      batch.forEach(q -> q.answer().completeExceptionally(e));
    }
  }
}
