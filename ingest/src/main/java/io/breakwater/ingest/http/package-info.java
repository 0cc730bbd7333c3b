/** {@code POST /api/v1/exceptions}: reads a request, checks each event, publishes what is valid. */
package io.breakwater.ingest.http;
