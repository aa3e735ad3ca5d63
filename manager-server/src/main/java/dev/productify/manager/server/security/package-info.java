/** Argon2id for chosen passwords. */
package dev.productify.manager.server.security;
