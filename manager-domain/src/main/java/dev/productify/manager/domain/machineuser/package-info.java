/**
 * Service accounts that belong to one tenant, and the secrets by which they prove themselves: generated tokens, or
 * passwords of which an Argon2id hash is kept.
 */
package dev.productify.manager.domain.machineuser;
