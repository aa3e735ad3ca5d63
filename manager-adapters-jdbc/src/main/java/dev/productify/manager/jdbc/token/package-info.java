/** Personal access tokens in PostgreSQL. */
package dev.productify.manager.jdbc.token;
