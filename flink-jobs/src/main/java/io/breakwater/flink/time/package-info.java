/** How event time advances, alike in every job. */
package io.breakwater.flink.time;
