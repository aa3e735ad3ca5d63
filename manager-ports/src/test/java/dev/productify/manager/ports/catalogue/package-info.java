/**
 * One entry for each operation of the product: a sample of it, who may, and what it audits. Tests of access and audit,
 * the docs' examples and the benchmark are fed from here; an operation without an entry fails the build.
 */
package dev.productify.manager.ports.catalogue;
