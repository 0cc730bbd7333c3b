/**
 * Features as pure arithmetic: windows of buckets that are kept per key, fed in any order, and
 * asked at the time of an event.
 */
package io.breakwater.scoring.feature;
