/** Requests with idempotency keys in PostgreSQL. */
package dev.productify.manager.jdbc.idempotency;
