/** How services register to be called back. */
package dev.productify.manager.rest.backend;
