package io.breakwater.domain.policy;

import io.breakwater.domain.event.Priority;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a branch says of the exceptions that it handles; the branches below inherit what they do not
 * say themselves.
 *
 * @param groupWait how long an exception waits for its incident (YAML {@code group: incident} with
 *     {@code group_wait}); null if it does not
 * @param priority what the exception gets instead of the priority of its score; null to keep that
 * @param tags of the work item, those of the branches above included
 * @param skills that whoever works on it must have, by name with the least level
 * @param autoResolve after how long without news from upstream the item is resolved that nobody has
 *     acknowledged; null for never
 * @param autoClose how long after it was resolved the item is closed; null for never
 * @param dedupe which exceptions are the same; null if each is its own
 */
public record BranchSettings(
    DeskTarget target,
    Duration groupWait,
    Priority priority,
    Set<String> tags,
    Map<String, Integer> skills,
    Duration autoResolve,
    Duration autoClose,
    Dedupe dedupe) {

  public BranchSettings {
    // sorted, so that decision records have them in the same order in every process
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    skills = Collections.unmodifiableMap(new TreeMap<>(skills));
  }

  /** A desk and nothing else. */
  public static BranchSettings of(String desk) {
    return new BranchSettings(
        new DeskTarget.Named(desk), null, null, Set.of(), Map.of(), null, null, null);
  }
}
