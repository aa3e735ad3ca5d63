/** Pilets and their packages in PostgreSQL. */
package dev.productify.manager.jdbc.pilet;
