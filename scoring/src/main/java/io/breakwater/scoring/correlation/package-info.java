/**
 * Correlation: which exceptions are one incident. What this package computes is a function of the
 * members alone, not of the order in which they arrive; {@code docs/correlation.md} says how.
 */
package io.breakwater.scoring.correlation;
