/** Sessions in PostgreSQL. */
package dev.productify.manager.jdbc.session;
