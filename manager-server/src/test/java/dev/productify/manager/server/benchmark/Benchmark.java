package dev.productify.manager.server.benchmark;

/** What is measured of one feature. */
interface Benchmark {
    /**
     * Measures and writes down what came out.
     *
     * @param bench where processes are started; whoever made it ends them
     */
    void run(Bench bench, Plan plan, Report report) throws Exception;
}
