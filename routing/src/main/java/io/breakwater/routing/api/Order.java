package io.breakwater.routing.api;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.WorkItemView;

/**
 * What somebody asks to be done.
 *
 * @param expectedVersion the version of the item that they saw; 0 for any
 * @param key null, or their idempotency key
 * @param newDesk true if the desk that the operation names may be one that nobody knows, where the
 *     policy opens such desks for hints
 */
public record Order(
    Operation operation, String by, long expectedVersion, String key, boolean newDesk) {

  /** The same for another version. */
  Order expecting(long version) {
    return new Order(operation, by, version, key, newDesk);
  }

  /** True if nothing has happened to the item but that a second person was asked. */
  boolean awaitsApproval(WorkItemView item) {
    return item.approval() != null && item.approval().operation().equals(operation);
  }

  /** What tells a repetition of this; null without a key. The version seen is no part of it. */
  Request request() {
    return request(key, by, operation.kind().path(), Json.text(operation));
  }

  /** The request of a key; null without a key. */
  static Request request(String key, String... parts) {
    return key == null ? null : new Request(key, Identity.hash128(parts));
  }
}
