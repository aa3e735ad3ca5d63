/** Requests that a client may repeat without a second effect, told apart by a key of its choosing. */
package dev.productify.manager.domain.idempotency;
