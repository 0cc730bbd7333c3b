/** What is reported about SLAs in event time: how each clock stands, and what windows count. */
package io.breakwater.domain.sla.report;
