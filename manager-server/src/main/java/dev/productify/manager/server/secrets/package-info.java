/** The key that seals credentials, and files that only their owner may read. */
package dev.productify.manager.server.secrets;
