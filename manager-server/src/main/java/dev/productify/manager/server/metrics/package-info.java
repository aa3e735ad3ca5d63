/** Series of this process, and the listener that shows them. */
package dev.productify.manager.server.metrics;
