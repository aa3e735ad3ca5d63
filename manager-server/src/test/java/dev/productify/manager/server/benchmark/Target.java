package dev.productify.manager.server.benchmark;

import java.net.URI;

/**
 * Where a request goes, and what it says.
 *
 * @param name as it stands in tables
 * @param token presented as {@code Bearer}
 */
record Target(String name, URI uri, String token, String body) {}
