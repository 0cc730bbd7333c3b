package io.breakwater.domain.incident;

import io.breakwater.domain.identity.Identity;

/**
 * What a correlation rule groups by, in a form that is short and shows no values: the incidents of
 * one rule with one key follow each other in time and never overlap.
 *
 * @param rule the correlation rule's name in the policy
 * @param keyHash 32 lower-case hex digits of {@link IncidentEvent#key()}
 */
public record IncidentKey(String rule, String keyHash) {

  /** The key of the incidents that {@code rule} makes of exceptions with this {@code key}. */
  public static IncidentKey of(String rule, String key) {
    return new IncidentKey(rule, Identity.hash128("incident-key", key));
  }
}
