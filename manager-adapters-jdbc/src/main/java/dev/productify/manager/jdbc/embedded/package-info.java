/**
 * The PostgreSQL server that the Manager brings along and runs as its own child, for trying out, for a single node and
 * for tests.
 *
 * <p>It is a durable server: what was committed survives a kill of the Manager, of PostgreSQL, or of both. Everything
 * about it lives below one directory, its home:
 *
 * <pre>
 * lock        held while a Manager uses this home; holds the process id
 * passwords   of the three roles; readable by the owner only
 * port        on 127.0.0.1, kept from start to start
 * cluster/    PostgreSQL's data directory
 * log/        PostgreSQL's logs, one file per day of the week
 * programs/   the unpacked PostgreSQL, unless it is kept elsewhere
 * </pre>
 */
package dev.productify.manager.jdbc.embedded;
