/** How this process is a member of a cluster, or alone, and what lets it work on its database. */
package io.breakwater.app.membership;
