/** The SLA report: topic {@code sla-report} as tables, and what the API makes of them. */
package io.breakwater.sla.report;
