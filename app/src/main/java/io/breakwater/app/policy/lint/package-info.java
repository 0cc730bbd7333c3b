/** What a policy says about events that recent traffic does not bear out. */
package io.breakwater.app.policy.lint;
