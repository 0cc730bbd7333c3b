/** How attributes of an event are stored. */
package io.breakwater.domain.attribute;
