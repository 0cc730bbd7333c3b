/** Who is on call: rotations, layers and overrides, as pure functions of time. */
package io.breakwater.domain.oncall;
