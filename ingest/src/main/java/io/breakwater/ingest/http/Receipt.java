package io.breakwater.ingest.http;

import java.util.List;

/**
 * What became of each event of a request.
 *
 * @param accepted how many are stored on topic {@code exceptions}
 * @param rejected how many were refused; nothing of these is stored
 */
public record Receipt(int accepted, int rejected, List<Item> results) {

  /** One event's fate. */
  public sealed interface Item permits Accepted, Rejected {}

  /**
   * Stored: the broker has acknowledged it.
   *
   * @param index its place in the request, from 0
   * @param eventId the same for the same event, however often it is sent
   * @param traceId under which {@code /api/v1/traces} shows its way
   */
  public record Accepted(
      int index, String status, String eventId, String traceId, int partition, long offset)
      implements Item {}

  /**
   * Refused.
   *
   * @param code stable: what the dead letters use, too
   * @param field null, or the field at fault
   * @param reason a sentence with the field, the value and the remedy
   */
  public record Rejected(int index, String status, String code, String field, String reason)
      implements Item {}
}
