/** Keeps back notifications of quiet work items, tells afterwards what still waits; silences. */
package io.breakwater.sla.quiet;
