/** Projects, tenants and applications in PostgreSQL. */
package dev.productify.manager.jdbc.tenancy;
