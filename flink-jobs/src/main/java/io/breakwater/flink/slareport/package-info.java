/** The SLA report in event time: how each clock stands, and what windows of desks counted. */
package io.breakwater.flink.slareport;
