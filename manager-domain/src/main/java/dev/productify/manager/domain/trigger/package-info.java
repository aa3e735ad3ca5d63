/** What is due when, which of the due instants are run, and when a callback that failed is tried again (contract R1 to R4). */
package dev.productify.manager.domain.trigger;
