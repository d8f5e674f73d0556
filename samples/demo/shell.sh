# What demo.sh runs commands with: logs, failures, and an end that leaves no process behind.

# No build server may outlive the demo: the compiler server is its own, and is found by LEAKLINT_DEMO at the end.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export UseSharedCompilation=true SharedCompilationId=leaklint-demo-$run LEAKLINT_DEMO=$run
# Messages are parsed: English, one line each.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDTERMINALLOGGER=off
export LeakLintVersion=$version # what the drivers refer to
quiet=(-nologo -v:q -consoleLoggerParameters:NoSummary)
child=

# Ends the command that runs, the compiler server and everything that the samples have started, found by the variable they were started with.
clean_up() {
    local environ
    [ -z "$child" ] || kill "$child" 2>/dev/null || true
    for environ in /proc/[0-9]*/environ; do
        if grep -qszE "^LEAKLINT_(SAMPLE_RUN|DEMO)=$run" "$environ"; then
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
