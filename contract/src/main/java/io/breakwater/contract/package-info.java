/** For tests: what the API's description promises, held against what is answered. */
package io.breakwater.contract;
