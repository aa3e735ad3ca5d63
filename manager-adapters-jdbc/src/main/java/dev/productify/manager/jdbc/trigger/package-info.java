/** Triggers, their runs, and what is to be sent for them, in PostgreSQL. */
package dev.productify.manager.jdbc.trigger;
