package io.breakwater.audit.ledger;

import io.breakwater.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What a batch says about itself; its JSON text is part of the chain hash.
 *
 * @param batch its number, from 1, without gaps
 * @param sealedAt the wall clock when it was sealed
 * @param facts how many leaves its tree has
 * @param ranges what it took from which partition
 */
public record BatchHeader(long batch, Instant sealedAt, int facts, List<Range> ranges) {

  public BatchHeader {
    ranges = List.copyOf(ranges);
  }

  /** The text that is stored and hashed. */
  public String json() {
    return Json.text(this);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws java.io.UncheckedIOException if it is anything else
   */
  public static BatchHeader parse(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), BatchHeader.class);
  }
}
