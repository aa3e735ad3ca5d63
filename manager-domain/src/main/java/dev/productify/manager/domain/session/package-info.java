/**
 * People who sign in with OpenID Connect: their sessions, the way there and back, and what is believed of a provider's tokens
 * (contract A8).
 */
package dev.productify.manager.domain.session;
