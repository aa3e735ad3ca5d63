/** PostgreSQL: opening it, and nothing else in this package; each feature has a package of its own. */
package dev.productify.manager.jdbc;
