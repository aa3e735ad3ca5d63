/** Ways through the service bus: which requests an application takes, and to which backend they go. */
package dev.productify.manager.domain.endpoint;
