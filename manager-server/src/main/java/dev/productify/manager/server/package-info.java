/** The program: command line, start and stop of a node, wiring by hand. */
package dev.productify.manager.server;
