# The way of one incident: found, measured, fixed, proven.

prepare() {
    command -v dotnet >/dev/null || fail "The .NET SDK (dotnet) is not on the PATH."
    [ -d /proc/self ] || fail "The demo counts processes in /proc, so it needs Linux."
    rm -rf "$work" "$logs" "$demo/feed" "$demo"/packages/leaklint*
    mkdir -p "$work" "$logs" "$demo/feed"
    cp -R "$samples"/Directory.Build.* "$samples/Driving" "$work"
    cat >"$work/nuget.config" <<'XML'
<configuration>
  <config><add key="globalPackagesFolder" value="../packages" /></config>
  <packageSources><add key="leaklint-demo" value="../feed" /></packageSources>
  <packageSourceMapping><clear /></packageSourceMapping>
</configuration>
XML

    say "Packing LeakLint $version"
    pack Package
    pack Guard.Testing
    pack Guard --no-build
}

# pack PROJECT OPTION…: the package of src/LeakLint.PROJECT, into the feed of the demo.
pack() {
    must "pack-$1" dotnet pack "$root/src/LeakLint.$1" "${@:2}" -c Release -o "$demo/feed" "-p:Version=$version" "${quiet[@]}"
}

# copy SAMPLE: to the work folder, without what builds have left there.
copy() {
    cp -R "$samples/$1" "$work"
    find "$work/$1" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

# install PROJECT PACKAGE: as anybody does it, but for the restore, which the build does.
install() {
    must "$(basename "$1" .csproj)-install-$2" dotnet add "$work/$1" package "$2" --version "$version" --no-restore
}

# drive INCIDENT PHASE: real work for the built program, with a count of what should not grow.
drive() {
    local log=$logs/$1-drive-$2.log
    await dotnet "$work/$1/Driver/bin/Debug/net10.0/Driver.dll" "$1" "$demo/$1/$2" "$run" > >(tee "$log") 2>&1 ||
        fail "$1 did not do its work as expected." "$log"
}

# edit INCIDENT: what no fix does, because only its author can decide it, as the rules' pages show it.
edit() {
    say "The edit by hand that is left: $(sed -n 's/^# //p' "$samples/$1/by-hand.patch" | head -n 1)"
    must "$1-edit" env "GIT_CEILING_DIRECTORIES=$demo" git -C "$work" apply -p2 "$samples/$1/by-hand.patch"
}

# prove INCIDENT: from samples/INCIDENT to INCIDENT/{before,after}/{counts,answers}.txt and the numbers of reports.
prove() {
    local incident=$1 project=$1/$1/$1.csproj what guard expected=$samples/$1/expected-reports.txt ids
    . "$samples/$incident/incident.sh"
    rm -rf "${demo:?}/$incident"
    mkdir -p "$demo/$incident"

    say "Installing LeakLint into a copy of samples/$incident, $what"
    copy "$incident"
    install "$project" LeakLint
    if $guard; then install "$project" LeakLint.Guard; fi

    say "dotnet build: what LeakLint reports"
    must "$incident-build" dotnet build "$work/$incident/Driver" "${quiet[@]}"
    if grep -qE 'AD0001|CS8032|CS9057' "$logs/$incident-build.log"; then
        fail "LeakLint did not load or did not run through." "$logs/$incident-build.log"
    fi
    reports "$incident-build" | sed -E "s|$incident/$incident/||; s| \(https?://[^ ]*\)\$||; s|^|    |"
    compare "$incident-build" <(sed 's/ by hand$//' "$expected") "LeakLint must report every planted leak and nothing else."

    say "Running it as written"
    drive "$incident" before

    say "dotnet format analyzers: fixing all reports that have a fix"
    read -ra ids <<<"$(cut -d ' ' -f 1 "$logs/$incident-build.txt" | sort -u | tr '\n' ' ')"
    must "$incident-format" dotnet format analyzers "$work/$project" --no-restore --severity warn --diagnostics "${ids[@]}" --verbosity normal
    if [ -f "$samples/$incident/by-hand.patch" ]; then
        must "$incident-build-formatted" dotnet build "$work/$project" --no-restore "${quiet[@]}"
        compare "$incident-build-formatted" <(sed -n 's/ by hand$//p' "$expected") "Only what has no safe fix may be left."
        edit "$incident"
    fi
    (cd "$root" && diff -ru -x bin -x obj -x '*.csproj' "samples/$incident/$incident" "artifacts/demo/work/$incident/$incident") \
        >"$demo/$incident/changes.diff" || true
    echo "    what has changed: artifacts/demo/$incident/changes.diff"

    say "dotnet build --no-incremental -warnaserror: nothing may be left"
    try "$incident-build-fixed" dotnet build "$work/$project" --no-restore --no-incremental -warnaserror "${quiet[@]}" ||
        fail "The fixed program does not build without warnings." "$logs/$incident-build-fixed.log"

    say "Running the fixed program: the same work"
    drive "$incident" after
    judge "$incident"
}

# judge INCIDENT: as written all that is counted grows; fixed nothing does, and the answers are the same.
judge() {
    local bad before=$demo/$1/before after=$demo/$1/after
    bad=$(awk -F '\t' '$4 <= $5 { print $2 }' "$before/counts.txt")
    [ -z "$bad" ] || fail "$1 as written did not leak: $bad." "$before/counts.txt"
    bad=$(awk -F '\t' '$4 > $5 { print $2 }' "$after/counts.txt")
    [ -z "$bad" ] || fail "$1 still leaks after the fixes: $bad." "$after/counts.txt"
    diff "$before/answers.txt" "$after/answers.txt" >"$logs/$1-answers.diff" || fail "The fixed program answers differently." "$logs/$1-answers.diff"
}

# stay_silent SAMPLE: a program that releases all that it takes.
stay_silent() {
    say "dotnet build of samples/$1: LeakLint must stay silent"
    copy "$1"
    install "$1/$1.csproj" LeakLint
    try "$1-build" dotnet build "$work/$1" -warnaserror "${quiet[@]}" ||
        fail "LeakLint reports something in code that releases all it takes." "$logs/$1-build.log"
}
