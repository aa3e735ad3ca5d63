/** Requests that a client may repeat without a second effect. */
package dev.productify.manager.ports.idempotency;
