/**
 * The ledger: facts, the batches that seal them, and where both are kept. Appending is exactly once
 * per record; nothing is ever changed.
 */
package io.breakwater.audit.ledger;
