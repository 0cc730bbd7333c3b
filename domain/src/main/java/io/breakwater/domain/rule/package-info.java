/**
 * Conditions of a policy: CEL that is checked at load and runs as closures over the facts of an
 * event.
 */
package io.breakwater.domain.rule;
