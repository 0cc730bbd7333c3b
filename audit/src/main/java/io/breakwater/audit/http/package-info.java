/** The audit module's part of the HTTP API. */
package io.breakwater.audit.http;
