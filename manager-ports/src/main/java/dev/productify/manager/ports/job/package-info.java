/** Work that is due again and again, once for all nodes. */
package dev.productify.manager.ports.job;
