/** Ways through the service bus: what people do with endpoints and grants, and what the bus asks for each request. */
package dev.productify.manager.ports.endpoint;
