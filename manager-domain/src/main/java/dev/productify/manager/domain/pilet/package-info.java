/**
 * Pilets: micro-frontends that a project publishes as npm packages, and of which each application's frontend is told which
 * to load (contract P1 to P4). What a package may hold, what its main file says of itself by the Pilet Package
 * Specification of Piral (https://docs.piral.io), and which versions an application is served. Nothing here fetches anything.
 */
package dev.productify.manager.domain.pilet;
