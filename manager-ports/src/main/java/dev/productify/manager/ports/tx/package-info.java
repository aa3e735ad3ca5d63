/** Transactions, what they are bound to, and the stores they hand out. */
package dev.productify.manager.ports.tx;
