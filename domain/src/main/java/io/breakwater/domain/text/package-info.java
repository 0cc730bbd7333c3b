/** Wording that several packages share. */
package io.breakwater.domain.text;
