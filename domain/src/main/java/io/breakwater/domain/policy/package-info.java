/**
 * The versioned business rules: their records, how their YAML is read, and which version is in
 * force when.
 */
package io.breakwater.domain.policy;
