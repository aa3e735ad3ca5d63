/**
 * Settings that are inherited from the project by its tenants and from those by their applications: what each level says,
 * and the rule by which that becomes what is in force (contract S1 to S4). Nothing here fetches anything.
 */
package dev.productify.manager.domain.settings;
