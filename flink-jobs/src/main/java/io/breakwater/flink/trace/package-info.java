/** What a job's logs and spans say about one event: its trace and its source. */
package io.breakwater.flink.trace;
