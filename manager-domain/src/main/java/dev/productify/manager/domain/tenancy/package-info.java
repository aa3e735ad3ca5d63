/**
 * The tree Project → Tenant → Application: its values, the names by which addresses reach them, and the changes that a
 * caller may ask for. A change returns the new value, or the same object when nothing changes.
 */
package dev.productify.manager.domain.tenancy;
