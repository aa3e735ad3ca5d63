/** Limits of projects and who looks after them, and how often one source or principal may call. */
package dev.productify.manager.ports.limits;
