/** Secrets that must be read again, such as credentials for backends: encrypted at rest, and bound to where they belong. */
package dev.productify.manager.domain.sealing;
