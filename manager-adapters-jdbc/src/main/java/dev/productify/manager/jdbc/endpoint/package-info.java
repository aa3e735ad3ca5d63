/** Endpoints and grants of the service bus in PostgreSQL. */
package dev.productify.manager.jdbc.endpoint;
