/** Limits of projects in PostgreSQL. */
package dev.productify.manager.jdbc.limits;
