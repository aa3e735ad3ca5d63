/**
 * Measurements against peers in the same run, started by {@code docs/benchmarks/run}; no part of the build's tests. A
 * feature adds a {@link dev.productify.manager.server.benchmark.Benchmark} and names it in {@code Main}.
 */
package dev.productify.manager.server.benchmark;
