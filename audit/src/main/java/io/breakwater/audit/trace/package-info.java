/** The way of one exception, hop by hop, read from the ledger. */
package io.breakwater.audit.trace;
