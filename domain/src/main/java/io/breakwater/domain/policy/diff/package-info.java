/** What differs between two policies, by what they mean and not by how they are written. */
package io.breakwater.domain.policy.diff;
