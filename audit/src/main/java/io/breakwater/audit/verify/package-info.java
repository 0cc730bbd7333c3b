/** Proving that the ledger is what was written: from its own rows, and against the topics. */
package io.breakwater.audit.verify;
