/** Settings in PostgreSQL. */
package dev.productify.manager.jdbc.settings;
