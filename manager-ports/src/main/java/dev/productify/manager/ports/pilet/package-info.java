/** Pilets: what people do with them, where they are kept, and what frontends are given of them. */
package dev.productify.manager.ports.pilet;
