/** Triggers, their runs, and how nodes fire and deliver them (contract R1 to R5). */
package dev.productify.manager.ports.trigger;
