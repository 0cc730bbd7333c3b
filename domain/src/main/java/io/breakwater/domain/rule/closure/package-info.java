/** The small compiler from checked CEL to typed closures. */
package io.breakwater.domain.rule.closure;
