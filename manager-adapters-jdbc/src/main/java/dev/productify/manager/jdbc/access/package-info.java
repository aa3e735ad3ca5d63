/** Users and members in PostgreSQL. */
package dev.productify.manager.jdbc.access;
