/** The public frontend configuration of applications. */
package dev.productify.manager.rest.settings;
