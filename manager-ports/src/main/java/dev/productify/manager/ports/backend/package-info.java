/** Services that are called back, and how they register (contract R2). */
package dev.productify.manager.ports.backend;
