/** The caller: credentials, who they stand for, and what of that every use case is told. */
package dev.productify.manager.ports.call;
