/** Hears over LISTEN and NOTIFY what changed in the database, and knows when it does not. */
package dev.productify.manager.jdbc.changes;
