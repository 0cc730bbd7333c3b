/**
 * When notifications are quiet: silences, maintenance windows and inhibition, as pure functions.
 */
package io.breakwater.domain.quiet;
