/** Gateways into topic {@code exceptions}: HTTP, Kinesis, and corrected dead letters. */
package io.breakwater.ingest;
