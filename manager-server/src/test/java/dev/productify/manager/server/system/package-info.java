/** The server as a whole: over real HTTP, on a real database, and as a process that is killed and stopped. */
package dev.productify.manager.server.system;
