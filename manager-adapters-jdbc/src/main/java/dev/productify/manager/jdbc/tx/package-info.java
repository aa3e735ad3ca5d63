/** Transactions on PostgreSQL, how they are bound, and how errors of the database become refusals. */
package dev.productify.manager.jdbc.tx;
