/** Which desk gets an exception, and why. */
package io.breakwater.domain.routing;
