/**
 * Tries a policy on recorded history: the functions that run live decide every event anew, by this
 * policy and by another one, and what comes out differently is the report.
 */
package io.breakwater.app.policy.backtest;
