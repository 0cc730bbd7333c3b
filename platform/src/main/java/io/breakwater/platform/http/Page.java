package io.breakwater.platform.http;

import java.util.List;

/**
 * One page of a list.
 *
 * @param nextCursor what to pass as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {}
