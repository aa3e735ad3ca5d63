-- Posts what the environment says, over and over, and prints one line of results.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("RESULT requests=%d micros=%d bytes=%d failed=%d p50=%d p95=%d p99=%d\n",
        summary.requests, summary.duration, summary.bytes, failed,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
