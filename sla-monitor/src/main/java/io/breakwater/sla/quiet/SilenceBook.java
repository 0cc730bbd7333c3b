package io.breakwater.sla.quiet;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.quiet.Silence;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.quiet.SilenceTable.Changed;
import java.time.Instant;
import java.util.List;

/**
 * What can be done with silences. Every method blocks, and throws a {@code ProblemException} for
 * what is refused.
 */
public interface SilenceBook {

  /** A silence with what was done to it, oldest first. */
  record Found(Silence silence, Silence.State state, List<Changed> changes) {}

  /** A silence in a list. */
  record Listed(Silence silence, Silence.State state) {}

  /**
   * Makes one; asked for again under the same key, the one that was made.
   *
   * @param key null for none
   */
  Found add(JsonNode body, String key);

  /**
   * A page, the newest first.
   *
   * @param state null for any
   * @param beforeAt with {@code beforeId} the last one of the page before; null for the first
   */
  Page<Listed> list(Silence.State state, Instant beforeAt, String beforeId, int limit);

  /** One of them. */
  Found find(String id);

  /**
   * Ends one early; one that is over stays as it is.
   *
   * @param expectedVersion that the asker saw; 0 for any
   */
  Found end(String id, JsonNode body, long expectedVersion);

  /** What a silence would have kept quiet. */
  SilencePreview preview(JsonNode body);
}
