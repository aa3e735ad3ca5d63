/** REST: one class of routes per feature, and the one place where errors become HTTP. */
package dev.productify.manager.rest;
