/** From a Kafka record to the fact that the ledger keeps of it. Any bytes give a fact. */
package io.breakwater.audit.fact;
