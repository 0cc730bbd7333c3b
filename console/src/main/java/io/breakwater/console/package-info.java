/** The operators' web page, as files. The page itself is under {@code resources/console}. */
package io.breakwater.console;
