/** Language packs in PostgreSQL. */
package dev.productify.manager.jdbc.languagepack;
