/** Where this node may send requests to. */
package dev.productify.manager.server.outbound;
