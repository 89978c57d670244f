#!/usr/bin/env bash
# Loads a gallery on loopback with wrk (Debian: wrk): a chart that is kept, then fresh drawings of 1600x900 in three
# rounds, then more clients than may wait. It prints answers a second and the memory after each, and fails where a
# second has fewer than 5,000 kept charts or 40 fresh drawings, or where any answer of the first two is an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

command -v wrk >/dev/null || { echo "wrk is not installed (on Debian, apt-get install wrk)" >&2; exit 1; }
port=${PORT:-18089} seconds=${SECONDS_EACH:-10} at=http://127.0.0.1:${PORT:-18089}
bin/tradestats serve --addr "127.0.0.1:$port" --access-log none 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do curl -sf "$at/healthz" >/dev/null && break; sleep .1; done

failed=0
load() { # name, least a second, arguments of wrk
	local name=$1 least=$2 out rate
	shift 2
	out=$(wrk -t1 -d"${seconds}s" "$@")
	rate=$(awk '/Requests\/sec/{print $2}' <<<"$out")
	printf '%-22s %9.1f a second, %s MB\n' "$name" "$rate" "$(awk '/VmRSS/{print int($2/1024)}' "/proc/$server/status")"
	grep -E 'Non-2xx|Socket errors' <<<"$out" || true
	if awk "BEGIN{exit !($rate < $least)}" || { [ "$least" -gt 0 ] && grep -q 'Non-2xx' <<<"$out"; }; then failed=1; fi
}

curl -sf -o /dev/null "$at/charts/world/exporters.png"
load "kept" 5000 -c16 "$at/charts/world/exporters.png"
for round in 1 2 3; do
	FIRST=${round}00000 load "fresh, round $round" 40 -c8 -s bench/gallery/fresh.lua "$at/"
done
load "kept, not modified" 5000 -c16 -H "If-None-Match: $(curl -sI "$at/charts/world/exporters.png" | tr -d '\r' | awk 'tolower($1)=="etag:"{print $2}')" "$at/charts/world/exporters.png"
FIRST=900000 load "beyond the limits" 0 --timeout 30s -c300 -s bench/gallery/fresh.lua "$at/"
curl -sf "$at/healthz" >/dev/null || { echo "it does not answer any more"; failed=1; }
exit $failed
