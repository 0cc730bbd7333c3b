/** Who may do what: roles, the desks they hold on, and what a file of tokens says of them. */
package io.breakwater.domain.access;
