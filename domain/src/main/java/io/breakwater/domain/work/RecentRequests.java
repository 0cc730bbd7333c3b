package io.breakwater.domain.work;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest requests that changed an item, the oldest first; the journal keeps all of them, an
 * item answers for these.
 */
record RecentRequests(List<Request> requests) {
  static final RecentRequests NONE = new RecentRequests(List.of());

  /** How many are remembered. */
  static final int MOST = 64;

  RecentRequests with(Request request) {
    List<Request> next = new ArrayList<>(requests);
    next.add(request);
    return new RecentRequests(
        List.copyOf(next.size() > MOST ? next.subList(next.size() - MOST, next.size()) : next));
  }

  /** The request that had this key; null if none is remembered. */
  Request of(String key) {
    return requests.stream().filter(r -> r.key().equals(key)).findFirst().orElse(null);
  }
}
