/** The Kinesis gateway: forwards a stream into topic {@code exceptions}, at least once. */
package io.breakwater.ingest.kinesis;
