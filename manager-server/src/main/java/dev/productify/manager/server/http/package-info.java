/** The HTTP listener and what every request passes before an adapter sees it. */
package dev.productify.manager.server.http;
