/**
 * Topic {@code incidents} as a table, its API and the report of how much correlation compresses.
 */
package io.breakwater.routing.incident;
