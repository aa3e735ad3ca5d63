/** When periodic jobs are due, in PostgreSQL. */
package dev.productify.manager.jdbc.job;
