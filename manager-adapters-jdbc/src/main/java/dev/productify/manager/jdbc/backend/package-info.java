/** Backends in PostgreSQL. */
package dev.productify.manager.jdbc.backend;
