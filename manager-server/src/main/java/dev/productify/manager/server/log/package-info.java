/** What is logged, and in which form. */
package dev.productify.manager.server.log;
