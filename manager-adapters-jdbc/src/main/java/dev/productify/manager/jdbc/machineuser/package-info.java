/** Machine users in PostgreSQL. */
package dev.productify.manager.jdbc.machineuser;
