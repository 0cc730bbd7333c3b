/** The job that makes incidents of scored exceptions. */
package io.breakwater.flink.correlation;
