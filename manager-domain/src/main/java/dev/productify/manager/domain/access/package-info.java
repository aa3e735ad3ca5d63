/** Who somebody is, which roles they have, and what follows from that. The rules are values: they never fetch. */
package dev.productify.manager.domain.access;
