package io.breakwater.routing.item;

/**
 * Marks what routing's actors say to each other: bound to Jackson CBOR in {@code reference.conf}.
 */
public interface RoutingMessage {}
