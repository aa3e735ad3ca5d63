/** Pilets: packages in and out, the feed that shells load, and the files that it leads to. */
package dev.productify.manager.rest.pilet;
