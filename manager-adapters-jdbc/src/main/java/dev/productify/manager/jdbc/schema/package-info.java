/** The schema, its migrations, and the roles that may touch it. */
package dev.productify.manager.jdbc.schema;
