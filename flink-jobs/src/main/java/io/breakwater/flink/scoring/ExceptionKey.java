package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;

/**
 * What stands for an exception in this job: 64 bits of its key instead of its text. Two exceptions
 * that share them share a list of waiting events, whose entries are told apart by the id of the
 * event; so nothing is mixed up.
 */
final class ExceptionKey {
  private ExceptionKey() {}

  /** So many that a shard stays small with millions of exceptions, whatever keeps the state. */
  private static final int SHARDS = 1 << 15;

  /**
   * What state is kept by. Most exceptions have one event: an entry for each would cost more than
   * what it holds.
   */
  static int shard(long exceptionKey) {
    return (int) exceptionKey & (SHARDS - 1);
  }

  /** FNV-1a over both parts and what separates them, then the finalizer of SplitMix64. */
  static long of(ExceptionEvent event) {
    long hash = with(0xcbf29ce484222325L, event.sourceId());
    hash = with((hash ^ 0x1F) * 0x100000001b3L, event.exceptionId());
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  private static long with(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
