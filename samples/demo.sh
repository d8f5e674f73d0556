#!/usr/bin/env bash
# Shows LeakLint's whole way on a program that really leaks: pack, report, measure, fix in bulk, prove.
# Works on a copy under artifacts/demo, needs the .NET 10 SDK and Linux, and leaves no process behind.
#
#   bash samples/demo.sh          the gateway that forgets child processes
#   bash samples/demo.sh --all    every incident, and the clean sample that must stay silent
set -euo pipefail

all=false
for argument in "$@"; do
    case $argument in
        --all) all=true ;;
        *) echo "usage: demo.sh [--all]" >&2; exit 2 ;;
    esac
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
demo=$root/artifacts/demo
work=$demo/work
logs=$demo/logs
version=0.1.0-demo.$(date +%s)
run=$version.$$
child=

# No build server may outlive the demo, and messages are parsed: English, one line each.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDTERMINALLOGGER=off
quiet=(-nologo -v:q -consoleLoggerParameters:NoSummary)

# Ends the command that runs and everything that the samples have started, found by the variable they were started with.
clean_up() {
    local environ
    [ -z "$child" ] || kill "$child" 2>/dev/null || true
    for environ in /proc/[0-9]*/environ; do
        if grep -qsz "^LEAKLINT_SAMPLE_RUN=$run" "$environ"; then
            environ=${environ#/proc/}
            kill -KILL "${environ%/environ}" 2>/dev/null || true
        fi
    done
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# fail MESSAGE [LOG]: says what is not as expected, and what the log says about it.
fail() {
    printf '\nFAILED: %s\n' "$1" >&2
    if [ -n "${2:-}" ]; then
        printf -- '--- the end of %s\n' "${2#"$root"/}" >&2
        tail -n 25 "$2" >&2
    fi
    exit 1
}

# In the background, so that a signal to the demo does not have to wait for the command.
await() {
    "$@" &
    child=$!
    local status=0
    wait "$child" || status=$?
    child=
    return "$status"
}

# try LOG COMMAND…: the command's status; its output goes to the log.
try() {
    local log=$logs/$1.log
    shift
    await "$@" >"$log" 2>&1
}

must() {
    try "$@" || fail "'${*:2:3} …' did not succeed." "$logs/$1.log"
}

step=0
say() {
    step=$((step + 1))
    printf '[%d, %3d s] %s\n' "$step" "$SECONDS" "$1"
}

# reports LOG: the LeakLint reports in a build log, each once: "ID path:line message", the path from the work folder.
reports() {
    sed -nE 's/^ *(.*)\(([0-9]+),[0-9]+\): (warning|error) (LEAK[0-9]+): (.*) \[[^]]*\]$/\4 \1:\2 \5/p' "$logs/$1.log" |
        sed -E 's|^(LEAK[0-9]+) .*/artifacts/demo/work/|\1 |' | LC_ALL=C sort -u
}

# members: from reports to "ID file member", to be compared with what was planted.
members() {
    local id place rest file line member
    while read -r id place rest; do
        file=${place%:*}
        line=${place##*:}
        member=$(head -n "$line" "$work/$file" |
            sed -nE 's/^    (public|private|protected|internal) ([^(]* )?([A-Za-z]+)\(.*/\3/p' | tail -n 1)
        echo "$id $(basename "$file") $member"
    done | LC_ALL=C sort
}

count() { sed -n "s/^$2=//p" "$demo/$1/counts.txt"; }

prepare() {
    command -v dotnet >/dev/null || fail "The .NET SDK (dotnet) is not on the PATH."
    [ -d /proc/self ] || fail "The demo counts processes in /proc, so it needs Linux."
    rm -rf "$work" "$logs" "$demo/feed" "$demo/packages/leaklint" "$demo/before" "$demo/after"
    mkdir -p "$work" "$logs" "$demo/feed"
    cp "$root"/samples/Directory.Build.* "$work"
    cat >"$work/nuget.config" <<'XML'
<configuration>
  <config><add key="globalPackagesFolder" value="../packages" /></config>
  <packageSources><add key="leaklint-demo" value="../feed" /></packageSources>
  <packageSourceMapping><clear /></packageSourceMapping>
</configuration>
XML

    say "Packing LeakLint $version"
    must pack dotnet pack "$root/src/LeakLint.Package" -c Release -o "$demo/feed" "-p:Version=$version" "${quiet[@]}"
}

# copy SAMPLE: to the work folder, without what builds have left there.
copy() {
    cp -R "$root/samples/$1" "$work"
    find "$work/$1" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

install() {
    must "install-$1" dotnet add "$work/$2" package LeakLint --version "$version"
}

# drive PHASE: real requests to the built gateway, with a count of its child processes.
drive() {
    local assembly=() project log=$logs/drive-$1.log
    for project in Driver Gateway ToolServer; do
        assembly+=("$work/Gateway/$project/bin/Debug/net10.0/$project.dll")
    done
    await dotnet "${assembly[@]}" "$demo/$1" "$run" > >(tee "$log") 2>&1 ||
        fail "The requests to the gateway were not answered as expected." "$log"
}

gateway() {
    local project=$work/Gateway/Gateway/Gateway.csproj

    say "Installing it into a copy of samples/Gateway, an MCP gateway that starts tool servers"
    copy Gateway
    must tool-server dotnet build "$work/Gateway/ToolServer" "${quiet[@]}"
    must driver dotnet build "$work/Gateway/Driver" "${quiet[@]}"
    install gateway Gateway/Gateway/Gateway.csproj

    say "dotnet build: what LeakLint reports"
    must build-before dotnet build "$project" "${quiet[@]}"
    if grep -qE 'AD0001|CS8032|CS9057' "$logs/build-before.log"; then
        fail "LeakLint did not load or did not run through." "$logs/build-before.log"
    fi
    reports build-before | sed -E 's|Gateway/Gateway/||; s| \(https?://[^ ]*\)$||; s|^|    |'
    reports build-before | members >"$logs/reported.txt"
    diff "$root/samples/Gateway/expected-reports.txt" "$logs/reported.txt" >"$logs/reports.diff" ||
        fail "LeakLint must report every planted leak and nothing else (< planted, > reported)." "$logs/reports.diff"

    say "Running it as written: child processes while real requests are answered"
    drive before

    say "dotnet format analyzers: fixing all reports, no edit by hand"
    local ids
    read -ra ids <<<"$(cut -d ' ' -f 1 "$logs/reported.txt" | sort -u | tr '\n' ' ')"
    must format dotnet format analyzers "$project" --no-restore --severity warn --diagnostics "${ids[@]}" --verbosity normal
    cd "$root"
    diff -ru -x bin -x obj -x '*.csproj' samples/Gateway/Gateway artifacts/demo/work/Gateway/Gateway >"$demo/gateway.diff" || true
    echo "    what it changed: artifacts/demo/gateway.diff"

    say "dotnet build --no-incremental -warnaserror: nothing may be left"
    try build-after dotnet build "$project" --no-incremental -warnaserror "${quiet[@]}" ||
        fail "The fixed gateway does not build without warnings." "$logs/build-after.log"

    say "Running the fixed gateway: the same requests"
    drive after
}

clean() {
    say "dotnet build of samples/Clean: LeakLint must stay silent"
    copy Clean
    install clean Clean/Clean.csproj
    try build-clean dotnet build "$work/Clean" -warnaserror "${quiet[@]}" ||
        fail "LeakLint reports something in code that releases all it takes." "$logs/build-clean.log"
}

table() {
    local found left
    found=$(reports build-before | wc -l)
    left=$(reports build-after | wc -l)
    printf '\n%-26s | %-39s | %s\n' "" "child processes" "LeakLint"
    printf '%-26s | %6s %7s %6s %14s  | %8s %6s %5s\n' "A  MCP gateway" before during after "after SIGTERM" reports fixed left
    printf '%s\n' "---------------------------+-----------------------------------------+----------------------"
    printf '%-26s | %6d %7d %6d %14d  | %8d\n' "   as written" \
        "$(count before before)" "$(count before during)" "$(count before after)" "$(count before after_sigterm)" "$found"
    printf '%-26s | %6d %7d %6d %14d  | %8s %6d %5d\n' "   after dotnet format" \
        "$(count after before)" "$(count after during)" "$(count after after)" "$(count after after_sigterm)" "" $((found - left)) "$left"
    echo
}

judge() {
    [ "$(count before after)" -gt "$(count before before)" ] || fail "The gateway as written did not leak any child process."
    [ "$(count before after_sigterm)" -gt 0 ] || fail "The gateway as written left no orphan behind."
    [ "$(count after after)" -eq "$(count after before)" ] || fail "The fixed gateway's child processes did not return to their baseline."
    [ "$(count after after_sigterm)" -eq 0 ] || fail "The fixed gateway left orphans behind after SIGTERM."
    diff "$demo/before/answers.txt" "$demo/after/answers.txt" >"$logs/answers.diff" ||
        fail "The fixed gateway answers differently." "$logs/answers.diff"
}

prepare
gateway
if $all; then clean; fi
table
judge
echo "Found, fixed and proven clean in $SECONDS s: same answers, no child process left."
