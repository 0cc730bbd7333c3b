/** How records of the hot path cross operators: field by field, without reflection. */
package io.breakwater.flink.type;
