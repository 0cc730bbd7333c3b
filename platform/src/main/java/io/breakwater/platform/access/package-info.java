/** Who sends a request, and whether they may: in front of every route of the HTTP server. */
package io.breakwater.platform.access;
