/** How the stream flows now: what each Flink job takes in and gives out, and who is behind. */
package io.breakwater.app.flow;
