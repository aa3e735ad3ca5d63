/** The clock of periodic jobs. */
package dev.productify.manager.server.job;
