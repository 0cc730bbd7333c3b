/** Gateways into topic {@code exceptions}: HTTP and Kinesis. */
package io.breakwater.ingest;
