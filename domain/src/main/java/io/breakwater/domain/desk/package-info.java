/** Which operator of a desk gets an item, and why. */
package io.breakwater.domain.desk;
