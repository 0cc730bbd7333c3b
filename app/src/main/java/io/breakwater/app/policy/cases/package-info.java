/**
 * Tests of a policy: cases in YAML, each an event and what the policy is expected to make of it.
 */
package io.breakwater.app.policy.cases;
