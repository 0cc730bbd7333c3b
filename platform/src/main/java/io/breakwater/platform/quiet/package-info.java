/**
 * What keeps notifications quiet, in the database schema {@code quiet}: whoever pages asks it, and
 * so does whoever shows a work item.
 */
package io.breakwater.platform.quiet;
