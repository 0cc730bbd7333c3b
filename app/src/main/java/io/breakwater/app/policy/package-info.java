/** Policies, tried without a running system. */
package io.breakwater.app.policy;
