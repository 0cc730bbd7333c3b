/**
 * Hash trees as in RFC 6962, the chain that links their roots, and inclusion proofs. Pure
 * functions.
 */
package io.breakwater.audit.merkle;
