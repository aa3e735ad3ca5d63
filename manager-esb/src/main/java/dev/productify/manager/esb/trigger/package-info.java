/** Fires what is due, and calls backends back (contract R3 to R5). */
package dev.productify.manager.esb.trigger;
