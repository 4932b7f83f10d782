-- wrk asks for the addresses behind "--" in turn, each perhaps with the tag it has ("/a \"x\""), and prints one line in the
-- end: requests, microseconds, failures, p50 and p99 in microseconds.
local text, n = {}, 0

function init(args)
	for i, asked in ipairs(args) do
		local address, tag = asked:match("^(.-) (.*)$")
		text[i] = wrk.format("GET", address or asked, tag and { ["If-None-Match"] = tag } or nil)
	end
end

function request()
	n = n % #text + 1
	return text[n]
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration,
		e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
