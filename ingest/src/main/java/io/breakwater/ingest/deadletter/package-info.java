/** Dead letters: a table of what was refused, and the way back in for what is corrected. */
package io.breakwater.ingest.deadletter;
