/**
 * What changed, wherever in the installation, and what is kept in memory because of it.
 *
 * <p>A {@link dev.productify.manager.ports.changes.ReadModel} answers from memory for as long as this node hears
 * {@link dev.productify.manager.ports.changes.Changes}, and asks the database whenever it does not.
 */
package dev.productify.manager.ports.changes;
