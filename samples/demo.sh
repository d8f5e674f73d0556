#!/usr/bin/env bash
# Shows LeakLint's whole way on programs that really leak: pack, report, measure, fix in bulk, prove.
# Works on a copy under artifacts/demo, needs the .NET 10 SDK and Linux, and leaves no process behind.
#
#   bash samples/demo.sh            the gateway that forgets child processes
#   bash samples/demo.sh Hub …      the incidents that are named
#   bash samples/demo.sh --all      every incident, and the clean sample that must stay silent
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
samples=$root/samples
demo=$root/artifacts/demo
work=$demo/work
logs=$demo/logs
version=0.1.0-demo.$(date +%s)
run=$version.$$

for part in shell reports incident table; do
    # shellcheck source=/dev/null
    . "$samples/demo/$part.sh"
done

# The incidents in the order of their letters.
list_incidents() {
    (cd "$samples" && grep -H '^letter=' ./*/incident.sh) | sed -E 's|^\./([^/]*)/.*=|\1 |' | sort -k 2 | cut -d ' ' -f 1
}

clean=false
incidents=()
for argument in "$@"; do
    if [ "$argument" = --all ]; then
        clean=true
        mapfile -t incidents < <(list_incidents)
    elif [ -f "$samples/$argument/incident.sh" ]; then
        incidents+=("$argument")
    else
        echo "usage: demo.sh [--all | $(list_incidents | tr '\n' ' ')]" >&2
        exit 2
    fi
done
[ ${#incidents[@]} -gt 0 ] || incidents=(Gateway)

prepare
for incident in "${incidents[@]}"; do prove "$incident"; done
if $clean; then stay_silent Clean; fi

table "${incidents[@]}"
echo "Found, fixed and proven clean in $SECONDS s: same answers, nothing grows, nothing is left."
