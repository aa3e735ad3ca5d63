/** The audit log in PostgreSQL. */
package dev.productify.manager.jdbc.audit;
