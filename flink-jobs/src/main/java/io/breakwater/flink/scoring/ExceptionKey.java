package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;

/**
 * What the state of one exception is kept by: 64 bits of its key instead of its text, because each
 * is written twice into every checkpoint, with its state and with its timer. Two exceptions that
 * share them share a list of remembered or waiting events, whose entries are told apart by the id
 * of the event; so nothing is mixed up.
 */
final class ExceptionKey {
  private ExceptionKey() {}

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
