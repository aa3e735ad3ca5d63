/**
 * What Jazzer calls with bytes of its own making, and what must hold then; see {@code docs/fuzzing/README.md}. A target is a public
 * class with a method {@code fuzzerTestOneInput}, so that nothing of Jazzer is needed to compile it.
 */
package dev.productify.manager.esb.fuzz;
