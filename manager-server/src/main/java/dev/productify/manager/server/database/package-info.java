/** Opens the database that the configuration asks for. */
package dev.productify.manager.server.database;
