package dev.productify.manager.server.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request comes from, as far as it can be believed.
 *
 * @param source address of the client, or of the last proxy that is known
 * @param scheme {@code http} or {@code https}, when a believed proxy said so
 * @param host host and port, if any, that the client asked for, when a believed proxy said so
 */
record Origin(InetAddress source, Optional<String> scheme, Optional<String> host) {}
