-- Sends what the environment says, over and over, and prints one line of results.
wrk.method = os.getenv("BENCH_METHOD")
local body = os.getenv("BENCH_BODY")
if body ~= "" then
    wrk.body = body
end
for name, value in string.gmatch(os.getenv("BENCH_HEADERS"), "([^:\n]+): ([^\n]*)") do
    wrk.headers[name] = value
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("RESULT requests=%d micros=%d bytes=%d failed=%d p50=%d p95=%d p99=%d\n",
        summary.requests, summary.duration, summary.bytes, failed,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
